// Operations: bindings only.
import { getHealth } from '@parley/contract';
import { bindPublic } from '../../platform/http/context';
import { checkHealth } from './health';

export const operationsBindings = [bindPublic(getHealth, ({ parts }) => checkHealth(parts))];
