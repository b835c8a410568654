// The door of imports: what other rooms may use.
import type { Feature } from '../../platform/feature';
import { importJobs, importSweeps } from './jobs';
import { importSubscribers } from './live';
import { importBindings } from './routes';

export { fileFaultOf, reasonHead, sayKept, sayRowFault, showFileFault } from './faults';
export { inspectFile } from './file/inspect';
export { readRows } from './file/read';
export { plainHeader, suggestMapping } from './file/suggest';
export { cleanCell, phoneFault } from './map-row';
export { type ImportJob, runImport } from './run';

export const importsFeature: Feature = {
  name: 'imports',
  bindings: importBindings,
  jobs: importJobs,
  sweeps: importSweeps,
  subscribers: importSubscribers,
};
