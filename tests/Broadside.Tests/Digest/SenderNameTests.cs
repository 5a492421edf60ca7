using System.Text;
using Broadside.Digest;
using Broadside.Digest.Body;
using Broadside.Kit;
using Broadside.Mail;
using MimeKit;

namespace Broadside.Tests.Digest;

public sealed class SenderNameTests
{
    private static readonly string[] Names =
    [
        "The Harbour Post", "The Post, Weekly", "News: Daily", "Post; Press", "The \"Harbour\" Post", "Post (Weekly)", "Half (open", @"Back\slash", "<Angle> News", "news@harbour", "St. Louis Post", "[Square]",
        "El Diario Español", "Die Straße, täglich: „Hafen“ (Nord)", "Ελληνικά νέα: <σήμερα>, αύριο @ χθες", "港の新聞: 毎日, 朝刊と夕刊のすべて、長い名前のまま一つの差出人として届く", "=?utf-8?Q?Not_so?=",
    ];

    [Fact]
    public async Task An_outlet_of_any_name_is_one_sender()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var digest = new DigestRow { Number = 3, Day = "2026-11-22", FrozenAt = newsroom.Time.GetUtcNow() };
        var bodies = new Dictionary<int, FrozenBody> { [0] = MakeBody.Run(0, 3, "en", "News", "Text " + QuotedPrintable.Hole, "<p>" + QuotedPrintable.Hole + "</p>") };
        foreach (var name in Names)
        {
            var writer = new MessageWriter(digest, bodies, name, newsroom.Get<MailToken>(), newsroom.Get<Sender>(), newsroom.Get<BaseAddress>());

            var bytes = writer.Write(5, "ana@example.org", 0, null, null).ToArray();

            var message = await MimeMessage.LoadAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken);
            var from = Assert.IsType<MailboxAddress>(Assert.Single(message.From));
            Assert.Equal((name, newsroom.Get<Sender>().Address), (from.Name, from.Address));
            Assert.All(Encoding.UTF8.GetString(bytes).Split("\r\n").TakeWhile(l => l.Length > 0), l => Assert.True(Ascii.IsValid(l) && l.Length <= 200, l));
        }
    }

    [Theory]
    [InlineData("The Harbour Post", "The Harbour Post")]
    [InlineData("The Post, Weekly", "\"The Post, Weekly\"")]
    [InlineData("The \"Post\" \\ Press", "\"The \\\"Post\\\" \\\\ Press\"")]
    [InlineData("Año, nuevo", "=?utf-8?Q?A=C3=B1o=2C_nuevo?=")]
    [InlineData("Two\r\nBcc: all@example.org", "=?utf-8?Q?Two=0D=0ABcc=3A_all=40exam?=\r\n =?utf-8?Q?ple=2Eorg?=")]
    public void A_name_is_quoted_only_where_it_must_be_and_never_breaks_out(string name, string phrase) => Assert.Equal(phrase, MailPhrase.Of(name));
}
