// Bindings of notes.
import * as contract from '@parley/contract';
import { bind } from '../../platform/http/context';
import { changeNote, getNote, listNotes, removeNote, summarise, writeNote } from './actions';

export const noteBindings = [
  bind(contract.listNotes, (context, { params }) => listNotes(context, params.chatId)),
  bind(contract.getNoteSummary, (context, { params }) => summarise(context, params.chatId)),
  bind(contract.createNote, (context, { body }) => writeNote(context, body)),
  bind(contract.getNote, (context, { params }) => getNote(context, params.id)),
  bind(contract.updateNote, (context, { params, body }) => changeNote(context, params.id, body)),
  bind(contract.deleteNote, (context, { params }) => removeNote(context, params.id)),
];
