# Gathers what Application Gateway Doctor reads of one gateway, in PowerShell with the Az modules.
# It only reads, and changes nothing in Azure. Of certificates it reads what is public: no key, no password.
# What you may not read is left out, with a line that says so. Names and addresses are not redacted.
# PowerShell prints no probe messages: where you can, run the script for Azure CLI instead.
$ResourceGroup = <resource-group>
$Gateway = <gateway>
$Subscription = <subscription>
# Network interfaces of servers, as 'resource-group/name': their effective rules and routes.
$Nics = @()
$Out = "appgw-doctor-$Gateway.txt"

$ErrorActionPreference = 'Stop'
function Section($Name, [scriptblock]$Read) {
  "`n### $Name"
  try { & $Read | ConvertTo-Json -Depth 12 } catch { "# Not read: $($_.Exception.Message)" }
}

$null = Set-AzContext -Subscription $Subscription -Scope Process
& {
  $gw = Get-AzApplicationGateway -Name $Gateway -ResourceGroupName $ResourceGroup
  $part = $gw.GatewayIPConfigurations[0].Subnet.Id.Split('/')
  $vnet = try { Get-AzVirtualNetwork -ResourceGroupName $part[4] -Name $part[8] } catch { $null }
  $subnet = if ($vnet) { Get-AzVirtualNetworkSubnetConfig -VirtualNetwork $vnet -Name $part[10] }

  # The texts repeat what the objects hold.
  Section 'Gateway' { $gw | Select-Object * -ExcludeProperty *Text }
  Section 'Backend health' { Get-AzApplicationGatewayBackendHealth -Name $Gateway -ResourceGroupName $ResourceGroup | Select-Object * -ExcludeProperty *Text }
  Section 'Subnet of the gateway' { $subnet | Select-Object * -ExcludeProperty *Text }
  if ($subnet.NetworkSecurityGroup) {
    $id = $subnet.NetworkSecurityGroup.Id.Split('/')
    Section 'Network security group of the subnet' { Get-AzNetworkSecurityGroup -ResourceGroupName $id[4] -Name $id[8] | Select-Object * -ExcludeProperty *Text }
  }
  if ($subnet.RouteTable) {
    $id = $subnet.RouteTable.Id.Split('/')
    Section 'Route table of the subnet' { Get-AzRouteTable -ResourceGroupName $id[4] -Name $id[8] | Select-Object * -ExcludeProperty *Text }
  }
  Section 'Virtual network, with its DNS servers' { $vnet | Select-Object * -ExcludeProperty *Text }
  Section 'Healthy and unhealthy servers, three days' { Get-AzMetric -ResourceId $gw.Id -MetricName HealthyHostCount, UnhealthyHostCount -AggregationType Average -TimeGrain 01:00:00 -StartTime (Get-Date).AddDays(-3) -WarningAction SilentlyContinue }
  foreach ($nic in $Nics) {
    $group, $name = $nic.Split('/')
    Section "Effective rules of $nic" { Get-AzEffectiveNetworkSecurityGroup -NetworkInterfaceName $name -ResourceGroupName $group }
    Section "Effective routes of $nic" { Get-AzEffectiveRouteTable -NetworkInterfaceName $name -ResourceGroupName $group }
  }
} | Out-File -FilePath $Out -Encoding utf8
"Written: $Out. Read it through before you hand it on."
