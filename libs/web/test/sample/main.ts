import { runService } from '@carrel/web';
import { sampleDataSource, SampleModule } from './sample.module.js';

await runService({ name: 'sample', module: SampleModule, dataSource: sampleDataSource });
