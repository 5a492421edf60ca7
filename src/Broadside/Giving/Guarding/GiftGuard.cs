using System.Net;
using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Giving.Guarding;

/// <summary>
/// Stands before every start. Whoever tries stolen cards wants an answer from the rail for each, and many of them: a few starts go through
/// unasked, then a sum has to be done. Nobody is shut out for the network they come from alone, as all who use Tor come from few.
/// </summary>
public sealed class GiftGuard(GiftLimit limit, GiftQuestion question, RailPressure pressure, RailBoard board)
{
    /// <summary>The refusal's code when a sum has to be done first.</summary>
    public const string Question = "question";

    /// <summary>For the page: whether it shows the sum at once. From memory.</summary>
    public bool Asks(IPAddress? from) => pressure.IsAsking || limit.Look(from, null).FromNetwork >= GiftLimit.FromNetwork;

    public AskedSum Ask() => question.Ask();

    /// <returns>A place at the rail, to be given back when the start is over.</returns>
    /// <param name="rail">Where the start goes.</param>
    /// <param name="email">The donor's, where they gave it.</param>
    /// <param name="from">For the limit alone; not kept.</param>
    /// <param name="paper">Of the question, where one was asked.</param>
    /// <param name="answer">To it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<IDisposable>> EnterAsync(string rail, string? email, IPAddress? from, string? paper, string? answer, CancellationToken cancel)
    {
        if (!Defence.IsOn("gift-guard"))
        {
            return Outcome.Of<IDisposable>(new Nothing());
        }
        var key = email is null ? null : FindDonor.Key(email);
        var (ofNetwork, ofAddress) = limit.Look(from, key);
        // What comes over an onion address comes from this machine.
        if (ofNetwork >= GiftLimit.Most && !IPAddress.IsLoopback(from ?? IPAddress.None))
        {
            return new Refusal("often", "give.often");
        }
        var isPage = board.Find(rail)?.Describe().Flow == Flow.HostedRedirect;
        var hasAnswered = question.Takes(paper, answer);
        // Nobody learns anything about a card from instructions for a transfer.
        var place = isPage ? await pressure.EnterAsync(rail, hasAnswered, cancel) : new Nothing();
        if (place is null || (!hasAnswered && (ofNetwork >= GiftLimit.FromNetwork || ofAddress >= GiftLimit.ForAddress)))
        {
            place?.Dispose();
            return new Refusal(Question, paper is null ? "give.question-first" : "give.question-wrong", "answer");
        }
        limit.Note(from, key);
        return Outcome.Of(place);
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
