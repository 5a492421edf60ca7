using System.Buffers.Binary;
using Broadside.Staff;
using Broadside.Staff.Account;
using Broadside.Staff.Signing;
using OtpNet;

namespace Broadside.Tests.Staff;

public sealed class SignInTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Who_has_the_password_is_let_in_and_found_again_by_the_session(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org");

        var outcome = await newsroom.Services.SignInAsync(" Ana@Example.ORG ");

        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        var found = await newsroom.Get<LoginSessions>().FindAsync(outcome.Value.Session, default);
        Assert.Equal(("ana@example.org", "Rosa Calle"), (found!.Member.Email, found.Member.Name));
        Assert.Null(await newsroom.Get<LoginSessions>().FindAsync(found.Session.TokenHash, default));
        Assert.Contains(await newsroom.LogAsync(), a => a.What == "sign in" && a.Subject == found.Member.Subject && a.Detail == "password");
    }

    [Theory]
    [InlineData("ana@example.org", "another password entirely")]
    [InlineData("ana@example.org", "")]
    [InlineData("nobody@example.org", People.Password)]
    [InlineData("no address", People.Password)]
    [InlineData(null, null)]
    public async Task Whatever_is_wrong_the_answer_is_the_same(string? email, string? password)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org");

        var outcome = await newsroom.Services.SignInAsync(email!, password!);

        Assert.Equal("sign_in_wrong", outcome.Refusal?.Code);
    }

    [Fact]
    public void A_password_is_hashed_in_the_rounds_that_make_guessing_slow()
    {
        using var passwords = new Passwords();

        var hash = Convert.FromBase64String(passwords.Hash(People.Password));

        // Identity's third format: a mark, the function (2: HMAC-SHA512), the rounds.
        Assert.Equal((1, 2u, 210_000u), (hash[0], BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)), BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5))));
    }

    [Fact]
    public async Task The_hash_that_strangers_are_compared_with_lets_nobody_in()
    {
        using var passwords = new Passwords();
        var by = new StaffMember { Id = "1", Name = "A", Email = "a@example.org", Language = "en", PasswordHash = passwords.Hash("nobody has this one") };
        var without = new StaffMember { Id = "2", Name = "B", Email = "b@example.org", Language = "en" };

        // The hash that strangers are compared with is of this very text: it must let none of them in.
        Assert.True(await passwords.MatchesAsync(by, "nobody has this one", default));
        Assert.False(await passwords.MatchesAsync(null, "nobody has this one", default));
        Assert.False(await passwords.MatchesAsync(without, "nobody has this one", default));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task With_codes_the_password_alone_lets_nobody_in_and_a_code_works_once(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var (secret, _) = await TurnCodesOnAsync(newsroom, "ana@example.org");
        newsroom.Time.Advance(TimeSpan.FromMinutes(2));
        var code = CodeOf(secret, newsroom.Time);

        Assert.Equal("sign_in_wrong", (await newsroom.Services.SignInAsync("ana@example.org")).Refusal?.Code);
        Assert.Equal("sign_in_wrong", (await newsroom.Services.SignInAsync("ana@example.org", code: "000000")).Refusal?.Code);
        Assert.Equal("sign_in_wrong", (await newsroom.Services.SignInAsync("ana@example.org", "wrong wrong wrong", code)).Refusal?.Code);
        Assert.True((await newsroom.Services.SignInAsync("ana@example.org", code: code)).IsDone);
    }

    [Fact]
    [Trait("Defence", "code-replay")]
    public async Task A_code_that_was_used_is_not_taken_again()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var (secret, _) = await TurnCodesOnAsync(newsroom, "ana@example.org");
        newsroom.Time.Advance(TimeSpan.FromMinutes(2));
        var code = CodeOf(secret, newsroom.Time);
        await newsroom.Services.SignInAsync("ana@example.org", code: code);

        Assert.Equal("sign_in_wrong", (await newsroom.Services.SignInAsync("ana@example.org", code: code)).Refusal?.Code);
        newsroom.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await newsroom.Services.SignInAsync("ana@example.org", code: CodeOf(secret, newsroom.Time))).IsDone);
    }

    [Fact]
    public async Task A_clock_that_was_ahead_and_is_set_right_locks_nobody_out()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var (secret, _) = await TurnCodesOnAsync(newsroom, "ana@example.org");
        newsroom.Time.Jump(TimeSpan.FromDays(3));
        Assert.True((await newsroom.Services.SignInAsync("ana@example.org", code: CodeOf(secret, newsroom.Time))).IsDone);

        newsroom.Time.Jump(TimeSpan.FromDays(-3));

        Assert.True((await newsroom.Services.SignInAsync("ana@example.org", code: CodeOf(secret, newsroom.Time))).IsDone);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_recovery_code_stands_in_for_a_code_once(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var (_, recovery) = await TurnCodesOnAsync(newsroom, "ana@example.org");

        Assert.Equal(10, recovery.Distinct().Count());
        Assert.True((await newsroom.Services.SignInAsync("ana@example.org", code: recovery[3].ToUpperInvariant().Replace('-', ' '))).IsDone);
        Assert.Equal("sign_in_wrong", (await newsroom.Services.SignInAsync("ana@example.org", code: recovery[3])).Refusal?.Code);
        Assert.Contains(await newsroom.LogAsync(), a => a.Detail == "password and recovery code");
    }

    [Fact]
    public async Task A_recovery_code_of_one_person_is_none_of_another()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var (_, anas) = await TurnCodesOnAsync(newsroom, "ana@example.org");
        await TurnCodesOnAsync(newsroom, "ben@example.org");

        Assert.False((await newsroom.Services.SignInAsync("ben@example.org", code: anas[0])).IsDone);
    }

    [Fact]
    public async Task The_secret_of_the_codes_is_not_in_the_database()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var (secret, recovery) = await TurnCodesOnAsync(newsroom, "ana@example.org");
        await newsroom.CloseAsync();

        var bytes = string.Concat(Directory.GetFiles(newsroom.Folder, "broadside.db*").Select(f => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.Contains("ana@example.org", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, bytes, StringComparison.Ordinal);
        Assert.All(recovery, code => Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), bytes, StringComparison.Ordinal));
        await newsroom.OpenAgainAsync();
    }

    internal static string CodeOf(string secret, FakeTime time) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(time.GetUtcNow().UtcDateTime);

    private static async Task<(string Secret, IReadOnlyList<string> Recovery)> TurnCodesOnAsync(TestNewsroom newsroom, string email)
    {
        var actor = await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(Role.Writer, email));
        var secret = await newsroom.Get<OfferCodes>().RunAsync(actor, default);
        var recovery = await newsroom.Get<ConfirmCodes>().RunAsync(actor, CodeOf(secret, newsroom.Time), default);
        return (secret, recovery.Value!);
    }
}
