// The stock libraries, for tests in other folders: the same copies that relying.mjs uses.
export * as jose from 'jose';
export * as oauth from 'oauth4webapi';
export * as oidc from 'openid-client';
