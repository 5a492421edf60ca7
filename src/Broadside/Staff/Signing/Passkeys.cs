using System.Buffers.Text;
using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Broadside.Staff.Signing;

/// <summary>
/// The two passkey ceremonies (WebAuthn), done by Identity's own handler: making a passkey and showing one. Passkeys hold
/// whose they are, so nobody types a name. Between question and answer the state travels with the page, sealed: whoever asks
/// and asks leaves nothing behind here, and can slow nobody. An answer works once, within five minutes.
/// </summary>
public sealed class Passkeys(IDbContextFactory<NewsroomDb> dbs, IEngine engine, Secrets secrets, TimeProvider time, ILogger<UserManager<StaffMember>> log, IServiceProvider services)
{
    private const string New = "new";
    private const string Show = "show";
    private const int LongestCredential = 16_384;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly Refusal NotTaken = new("passkey", "This passkey was not accepted. Try once more; if it stays so, sign in another way and make a new one.");
    private static readonly IOptions<IdentityPasskeyOptions> Rules = Options.Create(new IdentityPasskeyOptions
    {
        ResidentKeyRequirement = "required",
        UserVerificationRequirement = "required",
        AttestationConveyancePreference = "none",
        AuthenticatorTimeout = Patience,
        ValidateOrigin = context => ValueTask.FromResult(IsOwn(context)),
    });

    /// <summary>What the page hands to the browser (JSON), and the word with which the answer comes back.</summary>
    public sealed record Begun(string Ceremony, string Options);

    /// <summary>A passkey that was made and is not kept yet, and for whom.</summary>
    public sealed record Made(string StaffId, Passkey Passkey);

    /// <param name="staffId">Of a person, or of one who is about to join.</param>
    /// <param name="email">Shown by the browser beside the passkey.</param>
    /// <param name="name">See email.</param>
    /// <param name="context">The request.</param>
    public async Task<Begun> BeginNewAsync(string staffId, string email, string name, HttpContext context)
    {
        using var manager = Manager();
        var begun = await new PasskeyHandler<StaffMember>(manager, Rules).MakeCreationOptionsAsync(new PasskeyUserEntity { Id = staffId, Name = email, DisplayName = name }, context);
        return new Begun(Seal(New, staffId, begun.AttestationState!), begun.CreationOptionsJson);
    }

    /// <param name="member">Who is to show it; null: whoever it will be.</param>
    /// <param name="context">The request.</param>
    public async Task<Begun> BeginShowAsync(StaffMember? member, HttpContext context)
    {
        using var manager = Manager();
        var begun = await new PasskeyHandler<StaffMember>(manager, Rules).MakeRequestOptionsAsync(member, context);
        return new Begun(Seal(Show, member?.Id ?? "", begun.AssertionState!), begun.RequestOptionsJson);
    }

    public async Task<Outcome<Made>> FinishNewAsync(string? ceremony, string? credential, string name, HttpContext context, CancellationToken cancel)
    {
        if (Open(New, ceremony) is not { } begun || credential is null or { Length: > LongestCredential })
        {
            return NotTaken;
        }
        using var manager = Manager();
        var result = await new PasskeyHandler<StaffMember>(manager, Rules).PerformAttestationAsync(new PasskeyAttestationContext { CredentialJson = credential, AttestationState = begun.State, HttpContext = context });
        if (!result.Succeeded || !await TakeAsync(ceremony!, begun, cancel))
        {
            return NotTaken;
        }
        var info = result.Passkey;
        return new Made(begun.About, new Passkey
        {
            Id = Base64Url.EncodeToString(info.CredentialId),
            StaffId = begun.About,
            Name = name,
            PublicKey = Base64Url.EncodeToString(info.PublicKey),
            SignCount = info.SignCount,
            Transports = string.Join(' ', info.Transports ?? []),
            UserVerified = info.IsUserVerified,
            BackupEligible = info.IsBackupEligible,
            BackedUp = info.IsBackedUp,
            MadeAt = time.GetUtcNow(),
        });
    }

    /// <summary>Whose passkey it was. With <paramref name="expected"/> only that person's will do.</summary>
    public async Task<Outcome<StaffMember>> FinishShowAsync(string? ceremony, string? credential, string? expected, HttpContext context, CancellationToken cancel)
    {
        if (Open(Show, ceremony) is not { } begun || begun.About != (expected ?? "") || credential is null or { Length: > LongestCredential })
        {
            return NotTaken;
        }
        using var manager = Manager();
        var result = await new PasskeyHandler<StaffMember>(manager, Rules).PerformAssertionAsync(new PasskeyAssertionContext { CredentialJson = credential, AssertionState = begun.State, HttpContext = context });
        if (!result.Succeeded || !await TakeAsync(ceremony!, begun, cancel))
        {
            return NotTaken;
        }
        var (id, count, backedUp, now) = (Base64Url.EncodeToString(result.Passkey.CredentialId), (long)result.Passkey.SignCount, result.Passkey.IsBackedUp, time.GetUtcNow());
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await db.Set<Passkey>().Where(p => p.Id == id)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.SignCount, count).SetProperty(x => x.BackedUp, backedUp).SetProperty(x => x.UsedAt, now), cancel);
        return result.User;
    }

    private string Seal(string kind, string about, string state) =>
        secrets.Seal("ceremony/" + kind, JsonSerializer.Serialize(new Question(about, state, time.GetUtcNow() + Patience), CanonicalJson.Options));

    private Question? Open(string kind, string? ceremony) =>
        ceremony is { Length: < LongestCredential } && secrets.Open("ceremony/" + kind, ceremony) is { } text
        && JsonSerializer.Deserialize<Question>(text, CanonicalJson.Options) is { } question && time.GetUtcNow() < question.EndsAt
            ? question
            : null;

    /// <summary>Notes that the answer was taken; false when it was taken before. Only a good answer leaves a row.</summary>
    private async Task<bool> TakeAsync(string ceremony, Question question, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        db.Add(new Ceremony { Id = Token.Hash(ceremony), EndsAt = question.EndsAt });
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException e) when (engine.IsDuplicate(e))
        {
            return !Defence.IsOn("passkey-replay");
        }
    }

    // The page that asked must be one of this desk: a neighbour (other port, other subdomain) may share the name that passkeys belong to.
    private static bool IsOwn(PasskeyOriginValidationContext context) =>
        !context.CrossOrigin
        && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
        && (origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback)
        && context.HttpContext.Request.Host is var host
        && origin.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase)
        && (host.Port ?? (origin.Scheme == Uri.UriSchemeHttps ? 443 : 80)) == origin.Port;

    private UserManager<StaffMember> Manager() => new(
        new PasskeyStore(dbs),
        Options.Create(new IdentityOptions()),
        new PasswordHasher<StaffMember>(),
        [],
        [],
        new UpperInvariantLookupNormalizer(),
        new IdentityErrorDescriber(),
        services,
        log);

    // About: a person's id, or empty when that is to be found out. State: of Identity's handler.
    private sealed record Question(string About, string State, DateTimeOffset EndsAt);
}
