namespace Broadside.Record.Reading.Dates;

internal enum TimeUnit
{
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
}
