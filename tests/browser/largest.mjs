// The largest inputs, made when they are needed.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** Backend pools of a gateway, and servers of a pool, at most (Azure's published limits). */
const POOLS = 100;
const SERVERS = 1200;

const GATEWAY = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw-shop';
const FAILS = 'The backend health status could not be retrieved. This happens when an NSG/UDR/Firewall on the application gateway subnet is blocking traffic on ports 65503-65534 if there is v1 SKU, and ports 65200-65535 if there is v2 SKU or if the FQDN configured in the backend pool could not be resolved to an IP address.';

/** A report of every server that a gateway can have, as the Azure CLI prints it: some 50 MB. Every hundredth server fails. */
export function report() {
  const server = (pool, index) => ({
    address: `10.${pool}.${Math.floor(index / 250)}.${index % 250 + 4}`,
    health: index % 100 ? 'Healthy' : 'Unhealthy',
    healthProbeLog: index % 100 ? 'Success. Received 200 status code' : FAILS,
    ipConfiguration: {
      id: `${GATEWAY.replace(/applicationGateways.*/, '')}networkInterfaces/nic-${pool}-${index}/ipConfigurations/primary`,
      resourceGroup: 'rg-shop',
    },
  });
  const pool = (number) => ({
    backendAddressPool: { id: `${GATEWAY}/backendAddressPools/pool-${number}`, resourceGroup: 'rg-shop' },
    backendHttpSettingsCollection: [{
      backendHttpSettings: { id: `${GATEWAY}/backendHttpSettingsCollection/https-${number}`, resourceGroup: 'rg-shop' },
      servers: Array.from({ length: SERVERS }, (_, index) => server(number, index)),
    }],
  });
  return JSON.stringify({ backendAddressPools: Array.from({ length: POOLS }, (_, number) => pool(number)) }, null, 2);
}

/** A text of 200,000 lines that mean nothing here, with one message of a gateway in their midst. */
export function text() {
  const lines = Array.from({ length: 200_000 }, (_, index) => String(index % 10_000).padStart(4, '0'));
  lines.splice(100_000, 0, '', 'Time taken by the backend to respond to application gateway\u2019s health probe is more than the time-out threshold in the probe setting.', '');
  return lines.join('\n');
}

let folder;
after(() => folder && rm(folder, { recursive: true }));

/** Writes a text to a file for the browser to pick, and gives its path. */
export async function file(name, content) {
  folder ??= await mkdtemp(join(tmpdir(), 'appgw-doctor-'));
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
