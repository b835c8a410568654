// The files of an answer being written: chosen, recorded or brought back from an earlier visit; checked, uploaded at once, put in order.
import { type ChannelCapabilities, getAsset, mostFiles } from '@parley/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../../lib/api-client';
import { kindOfFile } from '../../../lib/file-kinds';
import { type DraftFile, readDraft } from '../drafts';
import { type FileProblem, findProblem } from '../media/files';
import { measure } from '../media/measure';
import {
  describeUpload,
  dropUpload,
  readUpload,
  restoreUpload,
  startUpload,
  type Upload,
  useUploads,
} from '../media/uploads';

export interface RefusedFile {
  key: string;
  fileName: string;
  problem: FileProblem | { code: 'tooMany' };
}

/** Keys of the files of a chat's draft while the app is open: an upload goes on while another chat is read. */
const keysOf = (chatId: string) => ['draft-files', chatId] as const;

/** What of the files a draft keeps: those the server has. */
export function toDraftFiles(uploads: readonly Upload[]): DraftFile[] {
  return uploads.flatMap(({ asset, fileName, kind, voice }) =>
    asset ? [{ assetId: asset.id, fileName, kind, voice }] : [],
  );
}

export function useFiles(chatId: string, capabilities: ChannelCapabilities | undefined) {
  const queryClient = useQueryClient();
  const [keys, setKeys] = useState(() => queryClient.getQueryData<string[]>(keysOf(chatId)) ?? []);
  const [refused, setRefused] = useState<RefusedFile[]>([]);
  const uploads = useUploads(keys);
  const latest = useRef(keys);

  function keep(next: string[]) {
    latest.current = next;
    setKeys(next);
    queryClient.setQueryData(keysOf(chatId), next);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per chat; the composer is keyed by it
  useEffect(() => {
    let gone = false;
    const known = queryClient.getQueryData<string[]>(keysOf(chatId));
    if (known) return;
    void Promise.all(
      readDraft(chatId).files.map(async ({ assetId, voice }) => {
        try {
          restoreUpload(queryClient, assetId, await call(getAsset, { params: { id: assetId } }), voice);
          return [assetId];
        } catch {
          // Removed meanwhile: there is nothing to bring back.
          return [];
        }
      }),
    ).then((found) => {
      if (!gone && found.flat().length > 0) keep([...found.flat(), ...latest.current]);
    });
    return () => {
      gone = true;
    };
  }, []);

  /** Takes files in; what cannot be sent is named with its reason instead. */
  function add(files: readonly File[], voice = false): Upload[] {
    const begun: Upload[] = [];
    const notTaken: RefusedFile[] = [];
    for (const file of files) {
      const kind = kindOfFile(file);
      const problem =
        latest.current.length + begun.length >= mostFiles
          ? { code: 'tooMany' as const }
          : findProblem(file, capabilities);
      if (problem || !kind) {
        notTaken.push({ key: crypto.randomUUID(), fileName: file.name, problem: problem ?? { code: 'type' } });
        continue;
      }
      const upload = startUpload(queryClient, file, kind, voice);
      begun.push(upload);
      if (upload.localUrl)
        void measure(kind, upload.localUrl).then((facts) => describeUpload(queryClient, upload.key, facts));
    }
    setRefused(notTaken);
    return begun;
  }

  return {
    uploads,
    refused,
    forgetRefused: (key: string) => setRefused((all) => all.filter((one) => one.key !== key)),
    attach: (files: readonly File[]) => keep([...latest.current, ...add(files).map((upload) => upload.key)]),
    /** A recording leaves by itself and never stands among the attached files. */
    record: (file: File): Upload | undefined => add([file], true)[0],
    remove: (key: string) => {
      keep(latest.current.filter((one) => one !== key));
      dropUpload(queryClient, key);
    },
    reorder: (next: readonly string[]) => keep([...next]),
    /** The files as they stand, for a message that leaves now; the composer forgets them, their bubbles keep them. */
    take: (): Upload[] => {
      const taken = latest.current.flatMap((key) => readUpload(queryClient, key) ?? []);
      keep([]);
      setRefused([]);
      return taken;
    },
  };
}

export type Files = ReturnType<typeof useFiles>;
