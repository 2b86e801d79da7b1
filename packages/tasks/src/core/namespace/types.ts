import type { TaskType } from '@headrace/flow';
import { deleteFilesType } from './delete-files/spec';
import { downloadFilesType } from './download-files/spec';
import { uploadFilesType } from './upload-files/spec';

export const namespaceTypes: readonly TaskType[] = [deleteFilesType, downloadFilesType, uploadFilesType];
