#!/bin/sh
# Builds codecs.wasm from Debian's source packages. Needs: apt-get install clang lld wasi-libc libclang-rt-dev-wasm32
# and the unpacked sources of libsdl2-mixer (for dr_libs and stb_vorbis) and opus: build.sh SDL2_MIXER_DIR OPUS_DIR
set -eu
mixer=$1/src/codecs
opus=$2
here=$(dirname "$0")
list() { sed -n "/^$1 =/,/[^\\\\]\$/p" "$opus/$2" | tr -d '\\' | sed 's/.*=//' | tr -s ' \n\t' '\n' | sed "s|^\(..*\)|$opus/\1|"; }
sources="$(list CELT_SOURCES celt_sources.mk) $(list SILK_SOURCES silk_sources.mk) $(list SILK_SOURCES_FLOAT silk_sources.mk) $opus/src/opus.c $opus/src/opus_decoder.c"
# shellcheck disable=SC2086
clang --target=wasm32-wasi -O3 -DNDEBUG -mexec-model=reactor -Wl,--gc-sections,--strip-all -ffunction-sections -fdata-sections \
  -DOPUS_BUILD -DUSE_ALLOCA -DHAVE_LRINTF -DHAVE_LRINT -DPACKAGE_VERSION='"1.3.1"' -w \
  -I"$mixer/dr_libs" -I"$mixer/stb_vorbis" -I"$opus/include" -I"$opus/celt" -I"$opus/silk" -I"$opus/silk/float" -I"$opus" \
  "$here/codecs.c" $sources -o "$here/codecs.wasm"
