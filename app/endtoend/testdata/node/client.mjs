// A relying party whose every check is by the npm package oauth4webapi: this file
// only puts its calls in order, so a provider that it accepts keeps to the texts,
// and what it refuses is really wrong.
//
// It reads jobs from its input, one JSON object a line: issuer, client, and as
// wanted flow "device", par, dpop, fresh. While a job runs it prints {"open": URL}
// or {"approve": URL, "user_code"} for whoever plays the person, and at its end one
// line with ok, steps, and for a failure step, error, code.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import * as oauth from 'oauth4webapi';

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

// This package has no rule about where endpoints may be. Tests stay on loopback.
class NotOnLoopback extends Error {
  code = 'NOT_ON_LOOPBACK';
}
function onLoopback(address) {
  const url = new URL(address);
  if (url.protocol !== 'http:' || !['127.0.0.1', '[::1]'].includes(url.hostname) || url.username) {
    throw new NotOnLoopback('an address is not on loopback');
  }
  return url;
}

const http = () => ({
  [oauth.allowInsecureRequests]: true,
  [oauth.customFetch]: (address, options) => fetch(onLoopback(address), options),
  signal: AbortSignal.timeout(3000),
});

// withNonce asks once more when the server wants a DPoP nonce; the package has
// kept the one that came with the refusal (RFC 9449 8).
async function withNonce(ask) {
  try {
    return await ask();
  } catch (err) {
    if (!oauth.isDPoPNonceError(err)) throw err;
    return ask();
  }
}

class RelyingParty {
  constructor(job) {
    this.job = job;
    this.client = { client_id: job.client };
    this.auth = oauth.None();
    this.maxAge = job.fresh ? 0 : undefined;
    this.scope = 'openid profile email offline_access';
    this.steps = [];
  }

  options() {
    return { ...http(), ...(this.DPoP && { DPoP: this.DPoP }) };
  }

  async step(name, work) {
    this.at = name;
    const result = await work();
    this.steps.push(name);
    return result;
  }

  async run() {
    await this.step('discovery', () => this.discover());
    if (this.job.dpop) {
      this.DPoP = oauth.DPoP(this.client, await oauth.generateKeyPair('ES256'));
    }
    const tokens = this.job.flow === 'device' ? await this.device() : await this.browser();
    const { sub } = oauth.getValidatedIdTokenClaims(tokens);
    await this.step('userinfo', () => this.userInfo(tokens.access_token, sub));
    let last = tokens;
    if (tokens.refresh_token) {
      last = await this.step('refresh', () => this.refresh(tokens.refresh_token));
      const renewed = oauth.getValidatedIdTokenClaims(last);
      await this.step('renewed userinfo', () => this.userInfo(last.access_token, renewed?.sub ?? sub));
    }
    if (this.as.revocation_endpoint) {
      await this.step('revocation', () => this.revoke(last.refresh_token ?? last.access_token));
    }
  }

  async discover() {
    const issuer = new URL(this.job.issuer);
    this.as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, http()));
  }

  async browser() {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    try {
      return await this.code(listener, `http://127.0.0.1:${listener.address().port}/`);
    } finally {
      listener.closeAllConnections();
      listener.close();
    }
  }

  async code(listener, redirect) {
    const verifier = oauth.generateRandomCodeVerifier();
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
    const parameters = new URLSearchParams({
      client_id: this.client.client_id, redirect_uri: redirect, response_type: 'code', scope: this.scope, state, nonce,
      prompt: 'consent', code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    });
    if (this.maxAge !== undefined) {
      parameters.set('max_age', this.maxAge);
    }
    const address = await this.authorizationURL(parameters);
    const arrived = once(listener, 'request', { signal: AbortSignal.timeout(10_000) });
    say({ open: address.href });
    const [request, answer] = await arrived;
    answer.end('done');
    const callback = await this.step('callback', () => oauth.validateAuthResponse(this.as, this.client, new URL(request.url, redirect), state));
    return this.step('code', () => withNonce(async () => {
      const response = await oauth.authorizationCodeGrantRequest(this.as, this.client, this.auth, callback, redirect, verifier, this.options());
      const tokens = await oauth.processAuthorizationCodeResponse(this.as, this.client, response, {
        expectedNonce: nonce, maxAge: this.maxAge, requireIdToken: true,
      });
      return this.signed(response, tokens);
    }));
  }

  async authorizationURL(parameters) {
    const address = onLoopback(this.as.authorization_endpoint);
    if (!this.job.par) {
      parameters.forEach((value, name) => address.searchParams.set(name, value));
      return address;
    }
    const pushed = await this.step('par', () => withNonce(async () => oauth.processPushedAuthorizationResponse(
      this.as,
      this.client,
      await oauth.pushedAuthorizationRequest(this.as, this.client, this.auth, parameters, this.options()),
    )));
    address.searchParams.set('client_id', this.client.client_id);
    address.searchParams.set('request_uri', pushed.request_uri);
    return address;
  }

  async device() {
    const code = await this.step('device', async () => oauth.processDeviceAuthorizationResponse(
      this.as,
      this.client,
      await oauth.deviceAuthorizationRequest(this.as, this.client, this.auth, { scope: this.scope }, http()),
    ));
    const ends = Date.now() + code.expires_in * 1000;
    let interval = code.interval ?? 5;
    let told = false;
    return this.step('code', async () => {
      for (;;) {
        try {
          return await this.poll(code);
        } catch (err) {
          if (err.error === 'slow_down') interval += 5;
          else if (err.error !== 'authorization_pending' || Date.now() > ends) throw err;
        }
        if (!told) {
          onLoopback(code.verification_uri);
          say({ approve: code.verification_uri, user_code: code.user_code });
          told = true;
        }
        await pause(interval * 1000);
      }
    });
  }

  poll(code) {
    return withNonce(async () => {
      const response = await oauth.deviceCodeGrantRequest(this.as, this.client, this.auth, code.device_code, this.options());
      return this.signed(response, await oauth.processDeviceCodeResponse(this.as, this.client, response));
    });
  }

  userInfo(token, sub) {
    return withNonce(async () => oauth.processUserInfoResponse(
      this.as,
      this.client,
      sub,
      await oauth.userInfoRequest(this.as, this.client, token, this.options()),
    ));
  }

  refresh(token) {
    return withNonce(async () => {
      const response = await oauth.refreshTokenGrantRequest(this.as, this.client, this.auth, token, this.options());
      return this.signed(response, await oauth.processRefreshTokenResponse(this.as, this.client, response));
    });
  }

  async revoke(token) {
    await oauth.processRevocationResponse(await oauth.revocationRequest(this.as, this.client, this.auth, token, http()));
  }

  // The package leaves the signature of an ID token that came straight from the
  // server to whoever wants it (OIDC Core 3.1.3.7, 6).
  async signed(response, tokens) {
    if (tokens.id_token) {
      await oauth.validateApplicationLevelSignature(this.as, response, http());
    }
    return tokens;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const party = new RelyingParty(JSON.parse(line));
  try {
    await party.run();
    say({ ok: true, steps: party.steps });
  } catch (err) {
    const reason = err.error ?? err.cause?.[0]?.parameters?.error ?? err.cause?.message;
    say({ ok: false, steps: party.steps, step: party.at, error: [err.message, reason].filter(Boolean).join(': '), code: String(err.code ?? err.name) });
  }
}
