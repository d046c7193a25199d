import { Job } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { FilesService } from '../files.service.js';

@Injectable()
export class FilesJobs {
  constructor(private readonly files: FilesService) {}

  @Job('forget-unsent-files', { cron: '41 4 * * *' })
  forget(): Promise<void> {
    return this.files.forgetUnsent();
  }
}
