import { Global, Module } from '@nestjs/common';
import { Directory } from './directory.js';
import { Names } from './names.js';
import { DirectoryReactions } from './reactions.js';

/** Gives a service its own copy of the directory: needs MessagingModule and the default DataSource. */
@Global()
@Module({ controllers: [DirectoryReactions], providers: [Directory, Names], exports: [Directory, Names] })
export class DirectoryModule {}
