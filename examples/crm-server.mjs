/**
 * The server of a CRM, as small as can be: serves the examples that need no build, and gives its own pages access tokens of WSAgentServer. The
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

const PAGES = {
  '/': 'plain/index.html',
  '/iframe/': 'iframe/index.html',
  '/iframe/softphone.html': 'iframe/softphone.html',
};

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
    } else if (Object.hasOwn(PAGES, pathname)) {
      reply.setHeader('content-type', 'text/html; charset=utf-8');
      // No other site may put the softphone into its own page.
      reply.setHeader('content-security-policy', `frame-ancestors http://127.0.0.1:${PORT}`);
      // The pages name WSAgentServer where `npm start` has it.
      reply.end(readFileSync(here(PAGES[pathname]), 'utf8').replaceAll('127.0.0.1:8887', new URL(SERVER).host));
    } else reply.writeHead(404).end();
  } catch (problem) {
    console.error(problem);
    reply.writeHead(502).end();
  }
}).listen(PORT, '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}`));
