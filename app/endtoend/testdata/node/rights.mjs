// What the lab's person may do, told in two ways: a rights service of the provider's own (docs/rights.schema.json), whose
// answers everybody may keep for an hour, and the claim "groups". The tests change both, and the address of UserInfo that
// discovery names, with one JSON object a line on standard input; each is answered with the event "told".
import { createInterface } from 'node:readline';

const hour = 3600 * 1000;
const stamp = (ahead) => new Date(Date.now() + ahead).toISOString().replace(/\.\d+Z$/, 'Z');

export const organization = { id: 'northquay', name: 'Northquay Engineering' };
const known = { rights: ['lab.view', 'lab.edit'], groups: ['modelers', 'reviewers'], userinfo: '' };
export const groups = () => known.groups;

export function listen(say) {
  createInterface({ input: process.stdin }).on('line', (line) => {
    Object.assign(known, JSON.parse(line));
    say({ event: 'told' });
  });
}

// answers gives the handler that stands before the provider's own.
export function answers(provider, say) {
  const own = provider.callback();
  return async (request, response) => {
    const path = request.url.split('?')[0];
    if (path === '/rights') {
      await rights(provider, say, request, response);
    } else if (path === '/.well-known/openid-configuration' && known.userinfo && !request.headers['x-own']) {
      const metadata = await (await fetch(`${provider.issuer}${path}`, { headers: { 'x-own': '1' } })).json();
      send(response, 200, { ...metadata, userinfo_endpoint: known.userinfo });
    } else {
      own(request, response);
    }
  };
}

async function rights(provider, say, request, response) {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  const token = scheme === 'Bearer' && await provider.AccessToken.find(value);
  if (!token || token.isExpired) {
    response.setHeader('WWW-Authenticate', 'Bearer error="invalid_token"');
    send(response, 401, { error: 'invalid_token' });
    return;
  }
  say({ event: 'rights' });
  response.setHeader('Cache-Control', 'public, max-age=3600');
  send(response, 200, {
    version: 1, subject: token.accountId, issuer: provider.issuer, organization,
    checked_at: stamp(0), valid_until: stamp(24 * hour), offline_until: stamp(30 * 24 * hour),
    rights: known.rights.map((id) => ({ id, name: id, state: 'granted', source: 'organization' })), pending: [],
  });
}

function send(response, status, body) {
  response.setHeader('Content-Type', 'application/json');
  response.writeHead(status).end(JSON.stringify(body));
}
