// An OAuth 2 provider on loopback for tests: the npm package oauth2-mock-server, with
// what it lacks (device code by RFC 8628, refresh tokens that can be refused).
//
//   node oauth-mock.js FOLDER_WITH_NODE_MODULES PORT
//
// Prints one line of JSON when it is ready. Then each line on standard input is a command
// and gets one line back; when standard input ends, so does the server.
//   user ADDRESS          whom the tokens are for            -> ok
//   lifetime SECONDS      of access tokens from now on       -> ok
//   refuse on|off         every grant gets invalid_grant     -> ok
//   deny on|off           the user says no when asked        -> ok
//   approve               the user enters the device code    -> ok
//   refresh-token         a refresh token that is good       -> the token
//   access-token          an access token for the user       -> the token
//   requests              grant types asked for so far       -> JSON list
'use strict';

const { createRequire } = require('node:module');
const crypto = require('node:crypto');
const http = require('node:http');
const readline = require('node:readline');

const [folder, portText] = process.argv.slice(2);
const port = Number(portText);
const { OAuth2Server } = createRequire(folder + '/')('oauth2-mock-server');

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
const state = {
  user: 'alice@alpha.test', lifetime: 3600, refuse: false, deny: false, approved: false,
  refreshTokens: new Set(), deviceCodes: new Set(), requests: [],
};

function answer(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}

function form(request) {
  return new Promise((resolve) => {
    let text = '';
    request.on('data', (chunk) => { text += chunk; });
    request.on('end', () => resolve(Object.fromEntries(new URLSearchParams(text))));
  });
}

// The error that a grant deserves, or nothing.
function objection(body) {
  if (state.refuse) return 'invalid_grant';
  if (body.grant_type === 'refresh_token' && !state.refreshTokens.has(body.refresh_token)) {
    return 'invalid_grant';
  }
  if (body.grant_type === DEVICE) {
    if (!state.deviceCodes.has(body.device_code)) return 'expired_token';
    if (state.deny) return 'access_denied';
    if (!state.approved) return 'authorization_pending';
    state.deviceCodes.delete(body.device_code);
  }
  return undefined;
}

async function main() {
  // Its issuer and its service only: the listening is ours.
  const { issuer, service } = new OAuth2Server();
  issuer.url = `http://127.0.0.1:${port}`;
  await issuer.keys.generate('RS256', { kid: 'mock' });

  service.on('beforeTokenSigning', (token) => {
    token.payload.sub = state.user;
    token.payload.email = state.user;
    token.payload.exp = token.payload.iat + state.lifetime;
  });
  service.on('beforeResponse', (response) => {
    response.body.expires_in = state.lifetime;
    if (response.body.refresh_token) state.refreshTokens.add(response.body.refresh_token);
  });
  service.on('beforeAuthorizeRedirect', (redirect) => {
    if (!state.deny) return;
    redirect.url.searchParams.delete('code');
    redirect.url.searchParams.set('error', 'access_denied');
  });

  const server = http.createServer(async (request, response) => {
    const path = request.url.split('?')[0];
    if (request.method === 'POST' && path === '/device_authorization') {
      await form(request);
      const code = crypto.randomUUID();
      state.deviceCodes.add(code);
      return answer(response, 200, {
        device_code: code, user_code: 'ABCD-EFGH', expires_in: 600, interval: 1,
        verification_uri: `${issuer.url}/device`,
      });
    }
    if (request.method === 'POST' && path === '/token') {
      const body = await form(request);
      state.requests.push(body.grant_type);
      const error = objection(body);
      if (error) return answer(response, 400, { error, error_description: 'refused by the test' });
      // The package knows no device code: an approved one is like any other code.
      if (body.grant_type === DEVICE) {
        body.grant_type = 'authorization_code';
        body.code = body.device_code;
      }
      request.body = body;
      request._body = true; // already read, says this to the package's own reader
    }
    return service.requestHandler(request, response);
  });

  const commands = {
    user: (value) => { state.user = value; },
    lifetime: (value) => { state.lifetime = Number(value); },
    refuse: (value) => { state.refuse = value === 'on'; },
    deny: (value) => { state.deny = value === 'on'; },
    approve: () => { state.approved = true; },
    'refresh-token': () => {
      const token = crypto.randomUUID();
      state.refreshTokens.add(token);
      return token;
    },
    'access-token': () => service.buildToken({}, state.lifetime, () => {}),
    requests: () => JSON.stringify(state.requests),
  };

  server.listen(port, '127.0.0.1', () => {
    const key = crypto.createPublicKey({ key: issuer.keys.toJSON()[0], format: 'jwk' });
    const pem = key.export({ type: 'spki', format: 'pem' });
    // The PEM comes last, its line ends written as \n, so that no JSON parser is needed.
    console.log(JSON.stringify({ issuer: issuer.url, pem }));
    const lines = readline.createInterface({ input: process.stdin });
    lines.on('line', async (line) => {
      const [name, ...rest] = line.split(' ');
      const command = commands[name];
      if (!command) return console.log(`error: unknown command ${name}`);
      const result = await command(rest.join(' '));
      return console.log(result === undefined ? 'ok' : String(result));
    });
    lines.on('close', () => process.exit(0));
  });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
