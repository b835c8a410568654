// Who is signed in, in which tenant, and what they may do. Booted from the refresh cookie.
import type { Permission, Session, SignedIn } from '@parley/contract';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { api } from './api-client';
import { isApiError } from './api-error';
import { ClockContext } from './format';
import { readPreference, writePreference } from './preferences';

export type SessionState =
  | { phase: 'booting' }
  | { phase: 'unreachable' }
  | { phase: 'out' }
  | ({ phase: 'in' } & Session);

interface SessionActions {
  /** Continues with what login, register, an accepted invitation or a switch of tenant answered. */
  enter(signedIn: SignedIn): void;
  /** Forgets the session in this browser; ending it on the server is the caller's call. */
  leave(): void;
  /** Replaces what is known after a profile change, without asking again. */
  update(session: Session): void;
  /** Tries to boot again after the server could not be reached. */
  retry(): void;
}

const SessionContext = createContext<{ state: SessionState; actions: SessionActions } | null>(null);

function toState({ user, tenant, role, permissions, tenants, sandboxPhoneUrl }: Session): SessionState {
  return { phase: 'in', user, tenant, role, permissions, tenants, sandboxPhoneUrl };
}

/** Whether this browser was signed in when the app was last open: a guess at what will be shown, before the server has said it. */
export function wasSignedIn(): boolean {
  return readPreference('signedIn') === 'yes';
}

/** The session as it was asked for before anything was drawn, until the provider takes it over. */
let ahead: { answer: Promise<SignedIn>; session?: SignedIn } | null = null;

// The refresh endpoint answers with its declared shape; see `refresh` in the contract.
const askSession = () => api.refresh() as Promise<unknown> as Promise<SignedIn>;

/** Asks who is signed in while the app's code is still on its way. @returns nothing when nobody is, or it is not known */
export async function askSessionAhead(): Promise<SignedIn | undefined> {
  const asked: NonNullable<typeof ahead> = { answer: askSession() };
  ahead = asked;
  // A refusal is told by the provider.
  asked.session = await asked.answer.catch(() => undefined);
  return asked.session;
}

/** Holds the session for the whole app. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<SessionState>(() =>
    ahead?.session ? toState(ahead.session) : { phase: 'booting' },
  );

  const enter = useCallback(
    (signedIn: SignedIn) => {
      api.setAccessToken(signedIn.accessToken);
      // Another tenant's rows must never be shown, not even for a frame.
      queryClient.clear();
      setState(toState(signedIn));
    },
    [queryClient],
  );

  const leave = useCallback(() => {
    api.setAccessToken(null);
    queryClient.clear();
    setState({ phase: 'out' });
  }, [queryClient]);

  const boot = useCallback(() => {
    const answer = ahead?.answer ?? askSession();
    ahead = null;
    answer.then(
      (session) => setState(toState(session)),
      (error) =>
        setState({ phase: isApiError(error) && error.status >= 400 && error.status < 500 ? 'out' : 'unreachable' }),
    );
  }, []);

  const { phase } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, unless the answer was here before the app was
  useEffect(() => {
    if (phase === 'booting') boot();
  }, []);
  useEffect(() => {
    if (state.phase === 'in' || state.phase === 'out') writePreference('signedIn', state.phase === 'in' ? 'yes' : 'no');
  }, [state.phase]);
  useEffect(() => api.onSessionEnd(leave), [leave]);

  const actions = useMemo<SessionActions>(
    () => ({
      enter,
      leave,
      update: (session) => setState(toState(session)),
      retry: () => {
        setState({ phase: 'booting' });
        boot();
      },
    }),
    [enter, leave, boot],
  );
  const value = useMemo(() => ({ state, actions }), [state, actions]);
  return (
    <SessionContext value={value}>
      <ClockContext value={state.phase === 'in' ? state.tenant.timezone : undefined}>{children}</ClockContext>
    </SessionContext>
  );
}

function useSessionContext() {
  const context = useContext(SessionContext);
  if (!context) throw new Error('SessionProvider is missing above this component');
  return context;
}

/** The session in any phase; for guards and the sign-in pages. */
export function useSessionState(): SessionState {
  return useSessionContext().state;
}

export function useSessionActions(): SessionActions {
  return useSessionContext().actions;
}

/** The signed-in session. Throws outside the guarded part of the app. */
export function useSession(): Session {
  const { state } = useSessionContext();
  if (state.phase !== 'in') throw new Error('useSession is for pages behind the session guard');
  return state;
}

/** Whether the signed-in person holds a permission. For one object's buttons prefer the `abilities` the API sends. */
export function useCan(wanted: Permission): boolean {
  const { state } = useSessionContext();
  return state.phase === 'in' && state.permissions.includes(wanted);
}
