/** Names under which a secret may travel; such a field is logged as [hidden] at the top and two levels down. */
const SECRET_FIELDS = [
  'password',
  'passwd',
  'secret',
  'token',
  'pin',
  'authorization',
  'cookie',
  'apiKey',
  'md5Credential',
  'md5_cred',
  'md5_credential',
  'asteriskPassword',
  'ownerUrl',
  'appUrl',
  'nodeUrl',
  'operatorUrl',
] as const;

export const HIDDEN = '[hidden]';

/** Paths for pino's redaction. */
export const SECRET_PATHS: string[] = [
  ...SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
];

/** Secrets inside of texts, which no field name gives away: addresses of databases and ARI, digests of SIP. */
const IN_TEXTS: readonly RegExp[] = [
  /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/?#@"\\]*:)[^\s/?#@"\\]+(?=@)/gi,
  /(\bapi_key=[^\s:&"\\]*(?::|%3A))[^\s&"\\]+/gi,
  /(\bresponse=\\?")[0-9a-f]{32,}(?=\\?")/gi,
];

/** @param line one finished line of the log */
export function withoutSecrets(line: string): string {
  if (!line.includes('://') && !line.includes('api_key=') && !line.includes('response=')) return line;
  return IN_TEXTS.reduce((text, pattern) => text.replace(pattern, `$1${HIDDEN}`), line);
}
