/**
 * Functions that only compute from their arguments. Nothing that reads files, tables, dictionaries, settings, the network or the
 * machine is here, and nothing is allowed that is not here. Names are compared in lower case.
 */
const scalar = `
  plus minus multiply divide intDiv intDivOrZero modulo moduloOrZero positiveModulo negate abs sign greatest least
  equals notEquals less lessOrEquals greater greaterOrEquals and or xor not if multiIf
  in notIn nullIn notNullIn isNull isNotNull isNaN isFinite ifNull nullIf coalesce assumeNotNull toNullable ifNotFinite
  round roundBankers roundToExp2 floor ceil ceiling trunc truncate exp exp2 exp10 log ln log2 log10 sqrt cbrt pow power pi e
  cast accurateCastOrNull toInt8 toInt16 toInt32 toInt64 toUInt8 toUInt16 toUInt32 toUInt64 toFloat32 toFloat64
  toInt32OrNull toInt64OrNull toFloat64OrNull toInt32OrZero toInt64OrZero toFloat64OrZero toDecimal32 toDecimal64 toDecimal128
  toString toFixedString toBool toDate toDate32 toDateTime toDateTime64 toDateOrNull toDateTimeOrNull parseDateTime parseDateTimeBestEffort
  toTypeName tuple tupleElement array map lambda
  toYear toQuarter toMonth toDayOfYear toDayOfMonth toDayOfWeek toHour toMinute toSecond toMillisecond toISOWeek toISOYear toWeek toYearWeek
  toYYYYMM toYYYYMMDD toMonday toStartOfWeek toStartOfMonth toStartOfQuarter toStartOfYear toStartOfDay toStartOfHour toStartOfMinute
  toStartOfFiveMinutes toStartOfFifteenMinutes toStartOfInterval toStartOfISOYear toLastDayOfMonth toLastDayOfWeek toTimeZone toUnixTimestamp
  toUnixTimestamp64Milli fromUnixTimestamp fromUnixTimestamp64Milli toIntervalSecond toIntervalMinute toIntervalHour toIntervalDay
  toIntervalWeek toIntervalMonth toIntervalQuarter toIntervalYear now now64 today yesterday date_trunc dateTrunc date_diff dateDiff age
  dateName formatDateTime addSeconds addMinutes addHours addDays addWeeks addMonths addQuarters addYears subtractSeconds subtractMinutes
  subtractHours subtractDays subtractWeeks subtractMonths subtractYears date_add date_sub dateAdd dateSub
  length lengthUTF8 char_length character_length empty notEmpty lower upper lowerUTF8 upperUTF8 lcase ucase trim ltrim rtrim trimBoth trimLeft trimRight
  concat concatWithSeparator substring substringUTF8 substr left right leftPad rightPad leftPadUTF8 rightPadUTF8 reverse reverseUTF8 replace replaceOne
  replaceAll splitByChar splitByString arrayStringConcat startsWith endsWith position positionUTF8 positionCaseInsensitive
  positionCaseInsensitiveUTF8 locate like notLike ilike notILike match extract countSubstrings countSubstringsCaseInsensitive
  multiSearchAny multiSearchAnyCaseInsensitive char ascii
  arrayElement arrayMap arrayFilter arrayCount arraySum arrayAvg arrayMin arrayMax arrayExists arrayAll arrayFirst arrayLast arrayFirstIndex
  arrayDistinct arrayUniq arraySort arrayReverseSort arrayReverse arrayConcat arraySlice arrayZip arrayEnumerate arrayDifference arrayCumSum
  arrayJoin arrayFlatten arrayIntersect arrayPushBack arrayPushFront arrayCompact indexOf has hasAny hasAll countEqual
  mapKeys mapValues mapContains mapContainsKey mapFilter mapApply mapFromArrays
  cityHash64 bitAnd bitOr bitXor bitShiftLeft bitShiftRight widthBucket
  row_number rank dense_rank percent_rank ntile lag lead lagInFrame leadInFrame first_value last_value nth_value cume_dist
`;

const aggregates = `
  count sum avg min max any anyLast argMin argMax uniq uniqExact uniqCombined uniqHLL12 median quantile quantiles quantileExact quantilesExact
  quantileTDigest quantileTiming stddevPop stddevSamp varPop varSamp covarPop covarSamp corr skewPop kurtPop groupArray groupUniqArray
  topK sumMap avgWeighted groupBitOr groupBitAnd simpleLinearRegression histogram entropy deltaSum
  std stddev variance stddev_pop stddev_samp var_pop var_samp first_value last_value any_value group_concat groupConcat
`;

const combinators = ['', 'If', 'Distinct', 'OrNull', 'OrDefault', 'DistinctIf', 'OrNullIf', 'Array', 'Map'];

const words = (text: string) => text.trim().split(/\s+/u);

export const allowedFunctions: ReadonlySet<string> = new Set(
  [...words(scalar), ...words(aggregates).flatMap((name) => combinators.map((suffix) => `${name}${suffix}`))].map((name) =>
    name.toLowerCase(),
  ),
);
