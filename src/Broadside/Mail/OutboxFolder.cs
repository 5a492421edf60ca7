using System.Text.RegularExpressions;
using Broadside.Kit;
using Broadside.Mail.Routes;
using MimeKit;

namespace Broadside.Mail;

/// <summary>Reads what was written to <c>outbox/</c> where no relay is set, newest first.</summary>
public sealed partial class OutboxFolder(DataFolder folder)
{
    /// <param name="Day">Its folder, as "2026-11-22".</param>
    /// <param name="Name">Its file: begins with the time of day in UTC.</param>
    public sealed record Place(string Day, string Name)
    {
        public string Key => $"{Day}/{Name}";
    }

    /// <summary>What a list shows of a message.</summary>
    public sealed record Head(Place Place, string To, string Subject, DateTimeOffset Date);

    /// <param name="before">Key of the one that the last page ended with.</param>
    /// <param name="count">At most.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<Head>> LatestAsync(string? before, int count, CancellationToken cancel)
    {
        var heads = new List<Head>();
        foreach (var place in Places(before).Take(count))
        {
            try
            {
                await using var file = File.OpenRead(PathOf(place));
                var headers = await HeaderList.LoadAsync(file, cancel);
                heads.Add(new Head(place, headers["Delivered-To"] ?? "", headers[HeaderId.Subject] ?? "", Date(headers)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                heads.Add(new Head(place, "", place.Name, DateTimeOffset.UnixEpoch));
            }
        }
        return heads;
    }

    /// <summary>Null where there is no such file, or it is no message.</summary>
    public async Task<MimeMessage?> ReadAsync(string day, string name, CancellationToken cancel)
    {
        if (!DayName().IsMatch(day) || !FileName().IsMatch(name) || !File.Exists(PathOf(new Place(day, name))))
        {
            return null;
        }
        try
        {
            return await MimeMessage.LoadAsync(PathOf(new Place(day, name)), cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private IEnumerable<Place> Places(string? before)
    {
        var root = OutboxLine.Folder(folder);
        if (!Directory.Exists(root))
        {
            yield break;
        }
        var (day, name) = before?.Split('/') is [var d, var n] ? (d, n) : ("9999-99-99", "");
        foreach (var place in Directory.EnumerateDirectories(root).Select(Path.GetFileName).OfType<string>().Where(f => DayName().IsMatch(f) && string.CompareOrdinal(f, day) <= 0).OrderDescending(StringComparer.Ordinal))
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(root, place), "*.eml").Select(f => Path.GetFileName(f)).Where(f => place != day || string.CompareOrdinal(f, name) < 0).OrderDescending(StringComparer.Ordinal))
            {
                yield return new Place(place, file);
            }
        }
    }

    private string PathOf(Place place) => Path.Combine(OutboxLine.Folder(folder), place.Day, place.Name);

    private static DateTimeOffset Date(HeaderList headers) =>
        headers[HeaderId.Date] is { } text && MimeKit.Utils.DateUtils.TryParse(text, out var date) ? date : DateTimeOffset.UnixEpoch;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d$")]
    private static partial Regex DayName();

    [GeneratedRegex(@"^[0-9]{9}-[0-9a-zA-Z]+\.eml$")]
    private static partial Regex FileName();
}
