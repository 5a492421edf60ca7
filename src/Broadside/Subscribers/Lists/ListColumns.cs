using System.Globalization;
using System.Text;
using Broadside.Kit;

namespace Broadside.Subscribers.Lists;

/// <summary>
/// What the columns of a list mean, by their names in any order and case: those of Mailchimp, Substack, Ghost, Buttondown, and
/// plain ones. What says nothing about mail (names, ratings, payments) is not read.
/// </summary>
public sealed class ListColumns
{
    private static readonly string[] Moments = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss'Z'", "yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy/MM/dd", "yyyy/MM/dd HH:mm:ss"];

    private static readonly Dictionary<string, ListRowState> States = new(StringComparer.Ordinal)
    {
        [""] = ListRowState.On,
        ["confirmed"] = ListRowState.On,
        ["subscribed"] = ListRowState.On,
        ["active"] = ListRowState.On,
        ["regular"] = ListRowState.On,
        ["premium"] = ListRowState.On,
        ["gifted"] = ListRowState.On,
        ["paused"] = ListRowState.Paused,
        ["asked"] = ListRowState.Asked,
        ["pending"] = ListRowState.Asked,
        ["unconfirmed"] = ListRowState.Asked,
        ["unactivated"] = ListRowState.Asked,
        ["left"] = ListRowState.Left,
        ["unsubscribed"] = ListRowState.Left,
        ["removed"] = ListRowState.Left,
        ["archived"] = ListRowState.Left,
        ["nonsubscribed"] = ListRowState.Left,
        ["inactive"] = ListRowState.Left,
        ["bounced"] = ListRowState.Bounced,
        ["cleaned"] = ListRowState.Bounced,
        ["undeliverable"] = ListRowState.Bounced,
        ["complained"] = ListRowState.Complained,
        ["spammy"] = ListRowState.Complained,
        ["abuse"] = ListRowState.Complained,
    };

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    private ListColumns(IReadOnlyList<string> header)
    {
        for (var i = 0; i < header.Count; i++)
        {
            places.TryAdd(Fold(header[i]), i);
        }
    }

    /// <summary>Null where no column holds addresses.</summary>
    public static ListColumns? Of(IReadOnlyList<string> header)
    {
        var columns = new ListColumns(header);
        return columns.Has("email", "emailaddress", "mail", "mailaddress", "correo", "correoelectronico", "address") ? columns : null;
    }

    /// <summary>What a row says, or one sentence on why it cannot be taken.</summary>
    /// <param name="row">As it stands in the file.</param>
    /// <param name="statedSource">What the operator says of where all of them agreed, for rows that do not say it.</param>
    /// <param name="now">No consent lies after it.</param>
    public Outcome<ListRow> Read(CsvReader.Row row, string? statedSource, DateTimeOffset now)
    {
        var given = Text(row, "email", "emailaddress", "mail", "mailaddress", "correo", "correoelectronico", "address");
        if (SubscriberAddress.From(given) is not { } address)
        {
            return new Refusal("address", given.Length == 0 ? "There is no address in this row." : given.Contains('\uFFFD', StringComparison.Ordinal) ? $"“{Short(given)}” holds letters that are no UTF-8. Save the file as UTF-8." : $"“{Short(given)}” is no mail address.");
        }
        if (!States.TryGetValue(Fold(Text(row, "state", "status", "subscribertype", "subscriptionstatus")), out var state))
        {
            return new Refusal("state", $"The state “{Short(Text(row, "state", "status", "subscribertype", "subscriptionstatus"))}” is not known. Write subscribed, pending, unsubscribed, bounced or complained.");
        }
        state = Ended(row) ?? state;
        var dated = Confirmed(row);
        var confirmedAt = Moment(dated);
        if (state is ListRowState.On or ListRowState.Paused && dated.Length > 0 && (confirmedAt is null || confirmedAt > now.AddDays(1)))
        {
            return new Refusal("date", confirmedAt is null ? $"The date “{Short(dated)}” cannot be read. Write it as 2024-03-05." : $"The date “{Short(dated)}” lies in the future.");
        }
        var source = Text(row, "consentsource", "optinsource");
        return new ListRow
        {
            Line = row.Line,
            Address = address,
            State = state,
            Cadence = Fold(Text(row, "cadence", "frequency", "frecuencia")) switch { "weekly" or "semanal" => Cadence.Weekly, "every" or "instant" => Cadence.Every, _ => Cadence.Daily },
            Topics = [.. Text(row, "topics", "temas").Split([',', ';', '|', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(t => Slug.From(t)).Where(t => t.Length > 0)],
            Language = Text(row, "language", "lang", "locale", "idioma"),
            Zone = Text(row, "timezone", "zone", "tz", "zonahoraria"),
            Hour = int.TryParse(Text(row, "hour", "hora"), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) ? hour : null,
            ConfirmedAt = confirmedAt,
            ConsentSource = Short(source.Length > 0 ? source : (statedSource ?? "").Trim()),
            ConsentText = Text(row, "consenttext"),
            PausedUntil = Moment(Text(row, "pauseduntil")),
        };
    }

    // Where a file has a column for confirmations, no other date stands in for it.
    private string Confirmed(CsvReader.Row row)
    {
        string[] confirmed = ["confirmedat", "confirmtime", "confirmationtime", "confirmationdate", "confirmedon", "consentdate", "consentat"];
        return Has(confirmed) ? Text(row, confirmed) : Text(row, "optintime", "optindate", "subscribedat", "subscriptiondate", "signupdate", "createdat", "creationdate", "dateadded");
    }

    // Each system has its own way to say that somebody is off its list.
    private ListRowState? Ended(CsvReader.Row row)
    {
        if (Text(row, "cleantime").Length > 0)
        {
            return ListRowState.Bounced;
        }
        return Text(row, "unsubtime", "unsubscribedat", "deletedat").Length > 0
            || Fold(Text(row, "emaildisabled")) is "true" or "1" or "yes"
            || Fold(Text(row, "subscribedtoemails")) is "false" or "0" or "no" ? ListRowState.Left : null;
    }

    private bool Has(params string[] names) => names.Any(places.ContainsKey);

    private string Text(CsvReader.Row row, params string[] names)
    {
        foreach (var name in names)
        {
            if (places.TryGetValue(name, out var place) && place < row.Fields.Count && row.Fields[place].Length > 0)
            {
                return CsvText.Read(row.Fields[place].Replace("\0", "", StringComparison.Ordinal));
            }
        }
        return "";
    }

    private static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at.Year >= 1990 ? at : null;

    // "Email Address", "email_address" and "EMAIL ADDRESS" are one name.
    private static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var letter in Slug.Fold(name.ToLowerInvariant()).Where(char.IsAsciiLetterOrDigit))
        {
            folded.Append(letter);
        }
        return folded.ToString();
    }

    private static string Short(string text) => text.Length <= 120 ? text : text[..(char.IsHighSurrogate(text[119]) ? 119 : 120)];
}
