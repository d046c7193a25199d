import { FilesJobs } from './events/files.jobs.js';
import { FilesService } from './files.service.js';
import { FilesController } from './http/files.controller.js';
import { Files } from './persistence/files.repository.js';
import { MailFiles } from './persistence/mail-files.repository.js';

/** What the module wires for files. */
export const files = {
  controllers: [FilesController],
  providers: [Files, MailFiles, FilesJobs, FilesService],
};
