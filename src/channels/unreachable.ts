/**
 * Codes of certificates that are not trusted, and of connections that were given up before anything was sent on them:
 * https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const codes: ReadonlySet<string> = new Set([
  ...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_SIGNATURE_FAILURE'],
  ...['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED', 'CERT_CHAIN_TOO_LONG', 'CERT_REVOKED', 'CERT_UNTRUSTED', 'CERT_REJECTED', 'INVALID_CA'],
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'HOSTNAME_MISMATCH', 'ERR_TLS_CERT_ALTNAME_INVALID', 'EPROTO'],
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** What Node was doing: nothing was sent before it had an address and a connection. */
const before: ReadonlySet<string> = new Set(['getaddrinfo', 'queryA', 'queryAaaa', 'connect']);

/** The code of an error that kept a request from being sent at all; undefined where it may have been. */
export function unreachableBy(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall } = error as { readonly code?: unknown; readonly syscall?: unknown };
  const named = typeof code === 'string' ? code : '';
  if (codes.has(named) || (typeof syscall === 'string' && before.has(syscall))) return named || 'unreachable';
  // A name with several addresses: none of them could be connected to.
  if (error instanceof AggregateError) return unreachableBy(error.errors[0]);
  return unreachableBy(error.cause ?? ('error' in error ? error.error : undefined));
}
