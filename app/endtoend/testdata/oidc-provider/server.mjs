// A provider that nobody here wrote: the npm package oidc-provider on loopback,
// with rotation and reuse detection, revocation, `iss` and an interaction for
// signing in as anybody. It prints one JSON object a line: its address first,
// then what happens (refreshes, revocations), for the tests to read.
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'latchkey-lab',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    redirect_uris: ['http://127.0.0.1/', 'http://[::1]/'],
    post_logout_redirect_uris: ['http://127.0.0.1/', 'http://[::1]/'],
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    response_types: ['code'],
  }],
  pkce: { required: () => true },
  scopes: ['openid', 'offline_access', 'profile', 'email'],
  claims: { email: ['email', 'email_verified'], profile: ['name', 'organization', 'groups'] },
  conformIdTokenClaims: false,
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({
      sub: id, email: `${id.toUpperCase()}@Example.com`, email_verified: true, name: 'Mila Vos',
      organization: { id: 'northquay', name: 'Northquay Engineering' }, groups: ['modelers', 'reviewers'],
    }),
  }),
  features: { deviceFlow: { enabled: true }, revocation: { enabled: true }, devInteractions: { enabled: true } },
  rotateRefreshToken: true,
  issueRefreshToken: (_ctx, _client, code) => code.scopes.has('offline_access'),
  // The token of a sign-in ends at once, so that renewing can be seen; those of
  // a renewal live long.
  ttl: {
    AccessToken: (ctx) => (ctx.oidc.params?.grant_type === 'refresh_token' ? 3600 : 1),
    RefreshToken: 3600, IdToken: 3600, Grant: 3600, Session: 3600, Interaction: 600, DeviceCode: 60,
  },
});
for (const event of ['refresh_token.consumed', 'refresh_token.destroyed', 'grant.revoked', 'grant.error', 'grant.success', 'server_error']) {
  provider.on(event, (...values) => say({ event, error: values.find((v) => v instanceof Error)?.message }));
}
server.on('request', provider.callback());
say({ issuer, client: 'latchkey-lab' });
process.stdin.resume().on('end', () => process.exit(0));
