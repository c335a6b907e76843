/**
 * The server of a CRM, as small as can be: serves the plain example, and gives its own pages access tokens of WSAgentServer. The
 * API key stays here; a browser never sees it. A real CRM looks into its own session who is asking.
 *
 *   node examples/crm-server.mjs        http://127.0.0.1:3000, key in data/api-key or WSSP_API_KEY
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const SERVER = process.env.WSSP_SERVER ?? 'http://127.0.0.1:8887';
const PORT = Number(process.env.PORT ?? 3000);
const key = process.env.WSSP_API_KEY ?? readFileSync(here('../data/api-key'), 'utf8').trim();

/** A token for one agent; it lives two minutes and counts once, so pages ask before every connect. */
async function token(agentId) {
  const answer = await fetch(`${SERVER}/api/v1/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ agentId }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}

createServer(async (request, reply) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  try {
    if (pathname === '/softphone-token') {
      reply.setHeader('content-type', 'application/json');
      reply.setHeader('cache-control', 'no-store');
      reply.end(JSON.stringify(await token(searchParams.get('agentId'))));
    } else if (pathname === '/') {
      reply.setHeader('content-type', 'text/html; charset=utf-8');
      reply.end(readFileSync(here('plain/index.html')));
    } else reply.writeHead(404).end();
  } catch (problem) {
    console.error(problem);
    reply.writeHead(502).end();
  }
}).listen(PORT, '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}`));
