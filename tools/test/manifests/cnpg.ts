import type { IObjectMeta } from '@kubernetes-models/apimachinery/apis/meta/v1';
import type { ITopologySpreadConstraint, IResourceRequirements } from 'kubernetes-models/v1';

// What Carrel's manifests may say to CloudNativePG (API postgresql.cnpg.io/v1 of operator 1.27), no package has it.

interface KeyOf {
  name: string;
  key: string;
}
interface ObjectStore {
  destinationPath: string;
  endpointURL?: string;
  serverName?: string;
  s3Credentials?: {
    accessKeyId?: KeyOf;
    secretAccessKey?: KeyOf;
    region?: KeyOf;
    inheritFromIAMRole?: boolean;
  };
  wal?: {
    compression?: 'gzip' | 'bzip2' | 'snappy' | 'zstd' | 'lz4';
    encryption?: string;
    maxParallel?: number;
  };
  data?: { compression?: 'gzip' | 'bzip2' | 'snappy'; encryption?: string; jobs?: number };
}
interface Storage {
  size: string;
  storageClass?: string;
  resizeInUseVolumes?: boolean;
}
interface ClusterSpec {
  instances: number;
  imageName?: string;
  description?: string;
  primaryUpdateStrategy?: 'unsupervised' | 'supervised';
  primaryUpdateMethod?: 'switchover' | 'restart';
  enableSuperuserAccess?: boolean;
  enablePDB?: boolean;
  superuserSecret?: { name: string };
  inheritedMetadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
  bootstrap?: {
    initdb?: {
      database?: string;
      owner?: string;
      secret?: { name: string };
      encoding?: string;
      localeProvider?: 'builtin' | 'icu' | 'libc';
      builtinLocale?: string;
      localeCollate?: string;
      localeCType?: string;
      dataChecksums?: boolean;
      postInitSQL?: string[];
    };
    recovery?: {
      source?: string;
      backup?: { name: string };
      recoveryTarget?: {
        targetTime?: string;
        targetLSN?: string;
        targetName?: string;
        targetImmediate?: boolean;
        exclusive?: boolean;
      };
    };
  };
  externalClusters?: { name: string; barmanObjectStore?: ObjectStore }[];
  postgresql?: {
    parameters?: Record<string, string>;
    pg_hba?: string[];
    synchronous?: {
      method: 'any' | 'first';
      number: number;
      dataDurability?: 'required' | 'preferred';
      maxStandbyNamesFromCluster?: number;
    };
  };
  storage?: Storage;
  walStorage?: Storage;
  resources?: IResourceRequirements;
  affinity?: {
    enablePodAntiAffinity?: boolean;
    podAntiAffinityType?: 'required' | 'preferred';
    topologyKey?: string;
    nodeSelector?: Record<string, string>;
  };
  topologySpreadConstraints?: ITopologySpreadConstraint[];
  monitoring?: { enablePodMonitor?: boolean; disableDefaultQueries?: boolean };
  backup?: {
    retentionPolicy?: string;
    target?: 'primary' | 'prefer-standby';
    barmanObjectStore?: ObjectStore;
  };
}

export interface ICluster {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'Cluster';
  metadata: IObjectMeta;
  spec: ClusterSpec;
}

export interface IScheduledBackup {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'ScheduledBackup';
  metadata: IObjectMeta;
  spec: {
    schedule: string;
    cluster: { name: string };
    immediate?: boolean;
    suspend?: boolean;
    backupOwnerReference?: 'none' | 'self' | 'cluster';
    method?: 'barmanObjectStore' | 'volumeSnapshot' | 'plugin';
    target?: 'primary' | 'prefer-standby';
  };
}
