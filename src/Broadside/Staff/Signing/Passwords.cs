using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Broadside.Staff.Signing;

/// <summary>Passwords, hashed by Identity's own hasher (PBKDF2 with HMAC-SHA512, 210,000 rounds).</summary>
public sealed class Passwords : IDisposable
{
    private const int Rounds = 210_000;

    private readonly PasswordHasher<string> hasher;
    private readonly Lazy<string> nobodys;

    // A try costs a tenth of a second of one core: a hundred at once must not take the machine from the readers.
    private readonly SemaphoreSlim gate = new(2);

    public Passwords()
        : this(Rounds)
    {
    }

    /// <summary>For tests alone, which hash thousands of times: no setting leads here.</summary>
    internal Passwords(int rounds)
    {
        hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));
        nobodys = new(() => hasher.HashPassword("", "nobody has this one"));
    }

    public string Hash(string password) => hasher.HashPassword("", password);

    /// <summary>Looks as long for someone who is not there, or has no password, as for someone who has.</summary>
    public async Task<bool> MatchesAsync(StaffMember? member, string password, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            var matches = await Task.Run(() => hasher.VerifyHashedPassword("", member?.PasswordHash ?? nobodys.Value, password), cancel);
            return matches != PasswordVerificationResult.Failed && member?.PasswordHash is not null;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
