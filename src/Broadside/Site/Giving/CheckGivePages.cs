using System.Net;
using System.Text.RegularExpressions;
using Broadside.Giving.Payees;
using Broadside.Giving.References;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;

namespace Broadside.Site.Giving;

/// <summary>
/// Looks at the giving pages as readers get them, at the outlet's public address and through whatever stands before it, and compares every
/// account number on them with the signed ones: a number that was swapped in a theme, a proxy or a table is seen within ten minutes.
/// </summary>
public sealed partial class CheckGivePages(SiteRecord site, BaseAddress address, Alarms alarms) : IJob, IDisposable
{
    public const string JobKind = "check give pages";

    private const int Largest = 2 << 20;
    private const string Alarm = "give-altered";

    private static readonly string[] Pages = ["/give", "/give/offline/", "/.well-known/broadside/donate.json"];

    // One's own address may well be one of the local network.
    private readonly HttpClient client = OutsideClient.Make(_ => true, TimeSpan.FromSeconds(5), 1);

    public string Kind => JobKind;

    public bool IsLong => true;

    public Task RunAsync(string payload, CancellationToken cancel) => RunAsync(cancel);

    /// <returns>What is wrong, a sentence each.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancel)
    {
        var signed = site.Read<PayoutDetails>(PayoutDetails.Part).Banks.Select(b => b.Number).ToHashSet(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var page in signed.Count == 0 ? [] : Pages)
        {
            if (await ReadAsync(page, cancel) is not { } text)
            {
                continue;
            }
            var shown = Numbers(text);
            wrong.AddRange(shown.Except(signed).Select(n => $"{address.Value}{page} shows the account number {n}, which nobody signed. Readers may be sending money to somebody else: find out what stands between, a theme, a proxy, a cache."));
            if (page != Pages[0])
            {
                wrong.AddRange(signed.Where(s => Iban.TryRead(s, out _)).Except(shown).Select(n => $"{address.Value}{page} does not show the account number {n} that was signed."));
            }
        }
        foreach (var line in wrong)
        {
            await alarms.RaiseAsync(Alarm, "give", line, cancel);
        }
        if (wrong.Count == 0)
        {
            await alarms.ClearAsync(Alarm, "give", cancel);
        }
        return wrong;
    }

    public void Dispose() => client.Dispose();

    /// <summary>Every account number in a page or file, however it is spaced or wrapped in elements.</summary>
    internal static IReadOnlySet<string> Numbers(string text)
    {
        var plain = WebUtility.HtmlDecode(Tag().Replace(text, ""));
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; Number().Match(plain, at) is { Success: true } match;)
        {
            // What follows without a gap may belong to it or not: the check digits say where it ends. A creditor reference (RF) has the same and is none.
            at = match.Index + 1;
            var run = match.Value.Select((letter, i) => (letter, i)).Where(l => char.IsAsciiLetterOrDigit(l.letter)).ToList();
            for (var length = Math.Min(34, run.Count); length >= 15; length--)
            {
                if (Iban.TryRead(string.Concat(run.Take(length).Select(l => l.letter)), out var iban) && !iban.StartsWith("RF", StringComparison.Ordinal))
                {
                    found.Add(iban);
                    at = match.Index + run[length - 1].i + 1;
                    break;
                }
            }
        }
        return found;
    }

    private async Task<string?> ReadAsync(string page, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(15));
        try
        {
            using var answer = await client.GetAsync(new Uri(address.Value + page), HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentLength > Largest)
            {
                return null;
            }
            return await answer.Content.ReadAsStringAsync(limit.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // That nobody answers is for others to say.
            return null;
        }
    }

    [GeneratedRegex("<[^<>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex("""[A-Z]{2}[0-9]{2}(?:[ \u00A0\u202F]?[A-Z0-9]){11,30}""", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
