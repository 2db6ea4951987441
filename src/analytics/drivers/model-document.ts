import type { Driver, DriverModel } from './driver-model.ts';
import type { Commonplace } from './statement-vectors.ts';

const format = 3;

type Vectors = 'centroid' | 'parts';

type Written = Omit<DriverModel, 'drivers' | 'commonplace'> & {
  readonly format: number;
  readonly commonplace: Readonly<Record<keyof Commonplace, string>>;
  readonly drivers: readonly (Omit<Driver, Vectors> & Readonly<Record<Vectors, string>>)[];
};

/** A model as text, vectors as base64 of little-endian floats. */
export function writeModel({ drivers, commonplace: { opening, talk }, ...model }: DriverModel): string {
  const written: Written = {
    format,
    ...model,
    commonplace: { opening: textOf(opening), talk: textOf(talk) },
    drivers: drivers.map((driver) => ({ ...driver, centroid: textOf(driver.centroid), parts: textOf(driver.parts) })),
  };
  return JSON.stringify(written);
}

/** Null for a model of an earlier format: its vectors mean something else, so drivers are to be fitted anew. */
export function readModel(document: string): DriverModel | null {
  const { format: written, ...model } = JSON.parse(document) as Written;
  if (written !== format) return null;
  const { opening, talk } = model.commonplace;
  return {
    ...model,
    commonplace: { opening: floatsOf(opening), talk: floatsOf(talk) },
    drivers: model.drivers.map((driver) => ({ ...driver, centroid: floatsOf(driver.centroid), parts: floatsOf(driver.parts) })),
  };
}

function textOf(values: Float32Array): string {
  return Buffer.from(values.slice().buffer).toString('base64');
}

function floatsOf(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
