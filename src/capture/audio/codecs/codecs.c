/*
 * One small WebAssembly module that decodes mp3, flac, Ogg Vorbis and Opus packets, reading its input in pieces from
 * the host, so that memory stays constant however long a recording is. The decoders are dr_mp3, dr_flac (public
 * domain or MIT-0), stb_vorbis (public domain or MIT) and libopus (BSD): see README.md for where they come from.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define DR_MP3_IMPLEMENTATION
#define DR_MP3_NO_STDIO
#define DR_MP3_FLOAT_OUTPUT
#include "dr_mp3.h"
#define DR_FLAC_IMPLEMENTATION
#define DR_FLAC_NO_STDIO
#include "dr_flac.h"
#define STB_VORBIS_NO_STDIO
#define STB_VORBIS_NO_PULLDATA_API
#include "stb_vorbis.h"
#include "opus.h"

#define EXPORT(name) __attribute__((export_name(#name)))
__attribute__((import_module("host"), import_name("read"))) extern int32_t host_read(void *into, int32_t bytes);
__attribute__((import_module("host"), import_name("seek"))) extern int32_t host_seek(int32_t offset, int32_t from_start);

#define BLOCK_FRAMES 4608
#define MAX_CHANNELS 8
static float block[BLOCK_FRAMES * MAX_CHANNELS];

static size_t read_input(void *user, void *into, size_t bytes) {
  (void)user;
  int32_t got = host_read(into, (int32_t)bytes);
  return got < 0 ? 0 : (size_t)got;
}
static drmp3_bool32 seek_mp3(void *user, int offset, drmp3_seek_origin origin) {
  (void)user;
  return host_seek(offset, origin == drmp3_seek_origin_start);
}
static drflac_bool32 seek_flac(void *user, int offset, drflac_seek_origin origin) {
  (void)user;
  return host_seek(offset, origin == drflac_seek_origin_start);
}

static drmp3 mp3;
static drflac *flac;
static stb_vorbis *vorbis;
static OpusDecoder *opus;
static int channels, rate;

EXPORT(block_address) float *block_address(void) { return block; }
EXPORT(channel_count) int channel_count(void) { return channels; }
EXPORT(sample_rate) int sample_rate(void) { return rate; }

EXPORT(open_mp3) int open_mp3(void) {
  if (!drmp3_init(&mp3, read_input, seek_mp3, NULL, NULL)) return 0;
  channels = (int)mp3.channels;
  rate = (int)mp3.sampleRate;
  return channels > 0 && channels <= MAX_CHANNELS;
}
EXPORT(read_mp3) int read_mp3(void) { return (int)drmp3_read_pcm_frames_f32(&mp3, BLOCK_FRAMES, block); }

EXPORT(open_flac) int open_flac(void) {
  flac = drflac_open(read_input, seek_flac, NULL, NULL);
  if (!flac) return 0;
  channels = flac->channels;
  rate = (int)flac->sampleRate;
  return channels > 0 && channels <= MAX_CHANNELS;
}
/* 0 when the header does not say. */
EXPORT(flac_frames) double flac_frames(void) { return (double)flac->totalPCMFrameCount; }
EXPORT(read_flac) int read_flac(void) { return (int)drflac_read_pcm_frames_f32(flac, BLOCK_FRAMES, block); }

/* Vorbis is pushed: a window of the input that grows only when a packet does not fit (bounded at 4 MB). */
#define VORBIS_WINDOW_MAX (4 << 20)
static uint8_t *window_bytes;
static int window_capacity, window_length;
static int fill_window(void) {
  if (window_length == window_capacity) {
    if (window_capacity >= VORBIS_WINDOW_MAX) return 0;
    window_capacity = window_capacity ? window_capacity * 2 : 65536;
    window_bytes = realloc(window_bytes, (size_t)window_capacity);
    if (!window_bytes) return 0;
  }
  int got = host_read(window_bytes + window_length, window_capacity - window_length);
  if (got <= 0) return 0;
  window_length += got;
  return 1;
}
static void drop_window(int used) {
  window_length -= used;
  memmove(window_bytes, window_bytes + used, (size_t)window_length);
}
EXPORT(open_vorbis) int open_vorbis(void) {
  while (!vorbis) {
    int used = 0, error = 0;
    if (!fill_window()) return 0;
    vorbis = stb_vorbis_open_pushdata(window_bytes, window_length, &used, &error, NULL);
    if (vorbis) drop_window(used);
    else if (error != VORBIS_need_more_data) return 0;
  }
  stb_vorbis_info info = stb_vorbis_get_info(vorbis);
  channels = info.channels;
  rate = (int)info.sample_rate;
  return channels > 0 && channels <= MAX_CHANNELS;
}
EXPORT(read_vorbis) int read_vorbis(void) {
  for (;;) {
    int count = 0, samples = 0;
    float **output = NULL;
    int used = stb_vorbis_decode_frame_pushdata(vorbis, window_bytes, window_length, &count, &output, &samples);
    if (used == 0 && samples == 0) {
      if (!fill_window()) return 0;
      continue;
    }
    drop_window(used);
    if (samples == 0) continue;
    if (samples > BLOCK_FRAMES) samples = BLOCK_FRAMES;
    for (int i = 0; i < samples; i++)
      for (int c = 0; c < channels; c++) block[i * channels + c] = output[c][i];
    return samples;
  }
}

/* Opus packets come from the Ogg reader on the host side; decoded straight at 16 kHz, the rate that speech needs. */
static uint8_t packet[65536];
EXPORT(packet_address) uint8_t *packet_address(void) { return packet; }
EXPORT(open_opus) int open_opus(int count) {
  int error = 0;
  channels = count;
  rate = 16000;
  opus = opus_decoder_create(rate, count, &error);
  return error == OPUS_OK;
}
EXPORT(read_opus) int read_opus(int bytes) { return opus_decode_float(opus, packet, bytes, block, BLOCK_FRAMES, 0); }
