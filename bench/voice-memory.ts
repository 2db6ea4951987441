import { createTranscriptionPool } from '../src/transcription/transcription-pool.ts';

/** Run in a process of its own by voice-line.ts: hears one recording with one worker and prints the peak memory in MB. */
const pool = createTranscriptionPool({ workers: 1, model: 'base' });
await pool.transcribe({ path: process.argv[2] ?? '', name: 'hour.wav' });
await pool.close();
console.log(Math.round(process.resourceUsage().maxRSS / 1024));
