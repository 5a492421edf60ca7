using Broadside.Kit;
using Broadside.Mail;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Broadside.Themes;

namespace Broadside.Subscribers;

/// <summary>The mails about a subscription: asking, welcome, "you are on the list already". Their words stand with the theme's.</summary>
public sealed class SubscriberLetters(PostLetter post, MailToken tokens, Choices choices, IOutlet outlet, BaseAddress address)
{
    public const string Confirm = "confirm";
    public const string Welcome = "welcome";
    public const string Known = "known";

    public string ConfirmLink(Subscriber subscriber) => address.Absolute("/subscribe/confirm/" + tokens.Make(MailTokenUse.Confirm, 0, subscriber.Number));

    public string PreferencesLink(Subscriber subscriber) => address.Absolute("/subscribe/me/" + Token(subscriber));

    /// <summary>Asks to confirm. The caller saves; the subscriber has a number already.</summary>
    public Task AskAsync(NewsroomDb db, Subscriber subscriber, CancellationToken cancel) =>
        post.RunAsync(db, Asking(subscriber), cancel);

    /// <summary>Asks many, as after an import.</summary>
    public Task AskAsync(NewsroomDb db, IReadOnlyList<Subscriber> subscribers, CancellationToken cancel) =>
        post.RunAsync(db, [.. subscribers.Select(Asking)], cancel);

    public Task WelcomeAsync(NewsroomDb db, Subscriber subscriber, CancellationToken cancel)
    {
        var text = new LetterText(WordsOf(subscriber), outlet.Name)
            .Say("welcome.text").Say("cadence." + subscriber.Cadence.ToString().ToLowerInvariant())
            .Say("change").Link("change_link", PreferencesLink(subscriber));
        return post.RunAsync(db, Make(Welcome, subscriber, text, "welcome.subject", canLeave: true), cancel);
    }

    public Task TellKnownAsync(NewsroomDb db, Subscriber subscriber, CancellationToken cancel)
    {
        var text = new LetterText(WordsOf(subscriber), outlet.Name)
            .Say("asked").Say(subscriber.State == SubscriberState.Paused ? "known.paused" : "known.text")
            .Say("change").Link("change_link", PreferencesLink(subscriber));
        return post.RunAsync(db, Make(Known, subscriber, text, "known.subject", canLeave: true), cancel);
    }

    // Who came by an import has asked for nothing now, and is told why they get this.
    private NewLetter Asking(Subscriber subscriber)
    {
        var isImport = subscriber.Source.StartsWith("import", StringComparison.Ordinal);
        var text = new LetterText(WordsOf(subscriber), outlet.Name)
            .Say(isImport ? "confirm.imported" : "asked").Say("confirm.act").Link("confirm.link", ConfirmLink(subscriber)).Say("confirm.else");
        return Make(Confirm, subscriber, text, isImport ? "confirm.subject_imported" : "confirm.subject", canLeave: false);
    }

    private NewLetter Make(string kind, Subscriber subscriber, LetterText text, string subject, bool canLeave) => new()
    {
        Kind = kind,
        To = subscriber.Address,
        Subject = text.Of(subject),
        Text = text.Plain,
        Html = text.Html(text.Of(subject)),
        Language = subscriber.Language,
        // RFC 8058: one click without a page in between, wherever the mail program offers it.
        Fields = canLeave
            ? [new("List-Unsubscribe", $"<{address.Absolute("/subscribe/leave/" + Token(subscriber))}>"), new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]
            : [],
    };

    private Words WordsOf(Subscriber subscriber) => choices.WordsOf(subscriber.Language);

    private string Token(Subscriber subscriber) => tokens.Make(MailTokenUse.Preferences, 0, subscriber.Number);
}
