#!/usr/bin/env bash
# Gathers what Application Gateway Doctor reads of one gateway, in Azure CLI or Cloud Shell (bash).
# It only reads, and changes nothing. Of certificates it reads what is public: no key, no password.
# What you may not read is left out, with a line that says so. Names and addresses are not redacted.
RG=<resource-group>
GW=<gateway>
SUB=<subscription>
# Network interfaces of servers, as 'resource-group/name' with blanks between: their effective rules and routes.
NICS=''
OUT="appgw-doctor-$GW.txt"

az_read() { az "$@" --subscription "$SUB" --only-show-errors; }
section() {
  printf '\n### %s\n' "$1"
  shift
  az_read "$@" 2>&1 || echo '# Not read: see the line above.'
}

{
  ID=$(az_read network application-gateway show -g "$RG" -n "$GW" --query id -o tsv)
  SUBNET=$(az_read network application-gateway show -g "$RG" -n "$GW" --query 'gatewayIPConfigurations[0].subnet.id' -o tsv)
  NSG=$(az_read network vnet subnet show --ids "$SUBNET" --query networkSecurityGroup.id -o tsv)
  TABLE=$(az_read network vnet subnet show --ids "$SUBNET" --query routeTable.id -o tsv)

  section 'Gateway' network application-gateway show -g "$RG" -n "$GW" -o json
  section 'Backend health' network application-gateway show-backend-health -g "$RG" -n "$GW" -o json
  section 'Subnet of the gateway' network vnet subnet show --ids "$SUBNET" -o json
  if [ -n "$NSG" ]; then section 'Network security group of the subnet' network nsg show --ids "$NSG" -o json; fi
  if [ -n "$TABLE" ]; then section 'Route table of the subnet' network route-table show --ids "$TABLE" -o json; fi
  section 'Virtual network, with its DNS servers' network vnet show --ids "${SUBNET%/subnets/*}" -o json
  section 'Healthy and unhealthy servers, three days' monitor metrics list --resource "$ID" \
    --metrics HealthyHostCount UnhealthyHostCount --dimension BackendSettingsPool \
    --aggregation Average --interval PT1H --offset 3d -o json
  for NIC in $NICS; do
    section "Effective rules of $NIC" network nic list-effective-nsg -g "${NIC%%/*}" -n "${NIC##*/}" -o json
    section "Effective routes of $NIC" network nic show-effective-route-table -g "${NIC%%/*}" -n "${NIC##*/}" -o json
  done
} > "$OUT"
echo "Written: $OUT. Read it through before you hand it on."
