import { AppError } from '../../domain/errors.ts';
import type { Driver, DriverModel } from './driver-model.ts';

const format = 1;

/** A model as text, the middles of its drivers as base64 of little-endian floats. */
export function writeModel(model: DriverModel): string {
  const drivers = model.drivers.map((driver) => ({ ...driver, centroid: Buffer.from(driver.centroid.buffer.slice(0)).toString('base64') }));
  return JSON.stringify({ format, ...model, drivers });
}

type Written = Omit<DriverModel, 'drivers'> & {
  readonly format: number;
  readonly drivers: readonly (Omit<Driver, 'centroid'> & { readonly centroid: string })[];
};

export function readModel(document: string): DriverModel {
  const { format: written, ...model } = JSON.parse(document) as Written;
  if (written !== format) throw new AppError('bad-request', `The drivers were kept in format ${written}; fit them again.`);
  return { ...model, drivers: model.drivers.map((driver) => ({ ...driver, centroid: floatsOf(driver.centroid) })) };
}

function floatsOf(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
