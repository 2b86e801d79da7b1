/**
 * Who asks. Every door (REST, GraphQL) makes one and hands it to what changes or reads on somebody's behalf; only the engine's own
 * loops act for nobody. Users and tokens become further arms of this union, and every `switch` over it then says what they may do.
 */
export type Viewer = {
  /** Whoever can reach the port: nobody signs in yet. */
  readonly kind: 'anyone';
};

export const ANYONE: Viewer = { kind: 'anyone' };
