// Auth: bindings only.
import { login, register } from '@parley/contract';
import { bindPublic } from '../../platform/http/context';
import { login as signIn } from './actions/login';
import { register as signUp } from './actions/register';
import { withCookie } from './refresh-cookie';

export const authBindings = [
  bindPublic(register, async (context, { body }) => withCookie(context, await signUp(context, body))),
  bindPublic(login, async (context, { body }) => withCookie(context, await signIn(context, body))),
];
