/** Ports for programs that cannot be told "any": free at this moment, and not handed out twice by this process. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

const given = new Set<number>();

async function fresh(one: () => Promise<number>): Promise<number> {
  for (;;) {
    const port = await one();
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
}

export function freeUdpPort(): Promise<number> {
  return fresh(async () => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const { port } = socket.address() as AddressInfo;
    await new Promise<void>((resolve) => socket.close(() => resolve()));
    return port;
  });
}

export function freeTcpPort(): Promise<number> {
  return fresh(async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve) => server.close(() => resolve()));
    return port;
  });
}
