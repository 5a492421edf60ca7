using System.Globalization;
using Broadside.Articles.Markdown;

namespace Broadside.Import.Sample;

/// <summary>
/// Dates of the sample: <c>-3d 05:10</c> is three days before the day on which it is made, so that the outlet looks alive;
/// any other date stays what it is. Nothing of it is later than the moment in which it is made.
/// </summary>
public sealed class SampleCalendar(DateTimeOffset madeAt)
{
    public DateTimeOffset? Read(string text)
    {
        if (text.Split(' ') is not [['-', .. var days, 'd'], var time])
        {
            return ContentFromMarkdown.ReadInstant(text);
        }
        if (!int.TryParse(days, CultureInfo.InvariantCulture, out var back) || !TimeOnly.TryParse(time, CultureInfo.InvariantCulture, out var clock))
        {
            return null;
        }
        var day = DateOnly.FromDateTime(madeAt.UtcDateTime).AddDays(-back);
        return new DateTimeOffset(day.ToDateTime(clock), TimeSpan.Zero);
    }
}
