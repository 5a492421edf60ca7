using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;

namespace Broadside.Staff.Account;

/// <summary>A person's own name, language of the desk, and light or dark.</summary>
public sealed class ChangePreferences(OwnAccount account, DeskVocabulary vocabulary)
{
    public Task<Outcome<string>> RunAsync(Actor who, string? name, string? language, Scheme scheme, CancellationToken cancel) => account.RunAsync(who, "change preferences", (_, member) =>
    {
        var given = (name ?? "").Trim();
        if (JoinStaff.Judge(given, member.Email) is { } refusal)
        {
            return Task.FromResult<Outcome<string>>(refusal);
        }
        if (language is null || !vocabulary.Speaks(language))
        {
            return Task.FromResult<Outcome<string>>(new Refusal("desk_language", "Choose one of the languages of the desk.", "language"));
        }
        (member.Name, member.Language, member.Scheme) = (given, language, scheme);
        return Task.FromResult<Outcome<string>>($"{language}, {scheme}".ToLowerInvariant());
    }, cancel);
}
