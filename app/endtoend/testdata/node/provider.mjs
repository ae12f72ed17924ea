// A provider that nobody here wrote: the npm package oidc-provider on loopback,
// with rotation and reuse detection, revocation, `iss`, PAR, DPoP with a nonce,
// resource indicators, the device grant, logout, a rights service (rights.mjs),
// and an interaction for signing in as anybody. It prints one JSON object a line: its address first, then what
// happens (refreshes, revocations), for the tests to read.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import Provider, { errors } from 'oidc-provider';
import { answers, groups, listen, organization } from './rights.mjs';

const rights = 'https://rights.example/';

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;

const native = (id, more) => ({
  client_id: id,
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  redirect_uris: ['http://127.0.0.1/', 'http://[::1]/'],
  post_logout_redirect_uris: ['http://127.0.0.1/', 'http://[::1]/'],
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  response_types: ['code'],
  ...more,
});

// The token of a sign-in ends at once, so that renewing can be seen; those of a
// renewal live long. At the storm's client every second renewal ends at once too.
const accessLifetime = (ctx, _token, client) => {
  const renewals = ctx.oidc.params?.grant_type === 'refresh_token' ? ctx.oidc.entities.RefreshToken.rotations : 0;
  if (client.clientId === 'latchkey-storm') {
    return renewals % 2 === 1 ? 3600 : 1;
  }
  return renewals > 0 ? 3600 : 1;
};

const provider = new Provider(issuer, {
  clients: [
    native('latchkey-lab'),
    native('latchkey-dpop', { dpop_bound_access_tokens: true }),
    native('latchkey-par', { require_pushed_authorization_requests: true }),
    native('latchkey-storm'),
  ],
  pkce: { required: () => true },
  scopes: ['openid', 'offline_access', 'profile', 'email'],
  claims: { email: ['email', 'email_verified'], profile: ['name', 'organization', 'groups'] },
  conformIdTokenClaims: false,
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({
      sub: id, email: `${id.toUpperCase()}@Example.com`, email_verified: true, name: 'Mila Vos',
      organization, groups: groups(),
    }),
  }),
  features: {
    deviceFlow: { enabled: true },
    devInteractions: { enabled: true },
    dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
    pushedAuthorizationRequests: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_ctx, resource) => {
        if (resource !== rights) {
          throw new errors.InvalidTarget();
        }
        return { scope: 'rights.read', audience: rights, accessTokenFormat: 'jwt' };
      },
      useGrantedResource: () => true,
    },
    revocation: { enabled: true },
    rpInitiatedLogout: { enabled: true },
  },
  rotateRefreshToken: true,
  issueRefreshToken: (_ctx, _client, code) => code.scopes.has('offline_access'),
  ttl: {
    AccessToken: accessLifetime,
    RefreshToken: 3600, IdToken: 3600, Grant: 3600, Session: 3600, Interaction: 600, DeviceCode: 60, PushedAuthorizationRequest: 60,
  },
});
for (const event of [
  'refresh_token.consumed', 'refresh_token.destroyed', 'grant.revoked', 'grant.error', 'grant.success', 'server_error',
  'pushed_authorization_request.success', 'pushed_authorization_request.error', 'authorization.error', 'end_session.success',
]) {
  provider.on(event, (...values) => say({ event, error: values.find((v) => v instanceof Error)?.message }));
}
const issued = (token) => say({ event: `access_token ${token.jkt ? 'bound' : 'bearer'} ${token.aud ?? 'userinfo'}` });
provider.on('access_token.saved', issued);
provider.on('access_token.issued', issued);
listen(say);
server.on('request', answers(provider, say));
say({ issuer, client: 'latchkey-lab' });
process.stdin.resume().on('end', () => process.exit(0));
