/** Ends every `switch` over a closed union: adding a member without handling it fails the type check. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${typeof value}`);
}
