using System.Collections.Concurrent;

namespace Broadside.Site.Https;

/// <summary>The proofs that the authority will ask for under <c>/.well-known/acme-challenge/</c> (RFC 8555 §8.3), while it may.</summary>
public sealed class ChallengeBoard
{
    public const string Start = "/.well-known/acme-challenge/";

    private readonly ConcurrentDictionary<string, string> proofs = new(StringComparer.Ordinal);

    /// <summary>Puts a proof up until it is disposed.</summary>
    public IDisposable PutUp(string token, string proof)
    {
        proofs[token] = proof;
        return new Taken(this, token);
    }

    public string? Find(string path) => path.StartsWith(Start, StringComparison.Ordinal) && proofs.TryGetValue(path[Start.Length..], out var proof) ? proof : null;

    private sealed class Taken(ChallengeBoard board, string token) : IDisposable
    {
        public void Dispose() => board.proofs.TryRemove(token, out _);
    }
}
