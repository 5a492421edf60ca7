using System.Text;
using System.Text.Json;
using Broadside.Mail.Dkim;
using Broadside.Tests.Digest;
using Broadside.Tests.Mail.Checks;
using Broadside.Tests.Site;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Mail.Servers;

/// <summary>What the filter that many receivers use says of our messages.</summary>
[Trait("Suite", "slow")]
public sealed class RspamdTests(ITestOutputHelper output)
{
    private const string Host = "mail.outlet.example";
    private const string Address = "192.0.2.10";

    [Fact]
    public async Task A_digest_is_signed_well_and_nothing_in_its_form_is_complained_of()
    {
        Rspamd.SkipWithout();
        await using var sink = new SmtpSink();
        await using var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, s => s.AddSingleton(TimeProvider.System),
            [("Kit:Address", "https://outlet.example"), ("Mail:From", "news@outlet.example"), ("Mail:DkimEd25519", "true"), ("Mail:Routes:0:Name", "relay"), ("Mail:Routes:0:Host", "127.0.0.1"), ("Mail:Routes:0:Port", $"{sink.Port}"), ("Mail:Routes:0:Tls", "none")]);
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "The bridge is closed."), Newspaper.Article("b", "Ferry runs — “again”", "The ferry runs. ¿Sí?"));
        foreach (var language in new[] { "en", "es", "ar" })
        {
            await newsroom.AddReadersAsync(1, language: language, domain: "there.example");
        }
        await newsroom.SendAsync(await newsroom.FreezeAsync());
        Assert.Equal(3, sink.Accepted.Count);
        await using var names = Names(newsroom);
        await using var rspamd = new Rspamd(names);

        foreach (var (to, from, text) in sink.Accepted)
        {
            var said = await rspamd.ScanAsync(from, to, Encoding.UTF8.GetBytes(text), Address, Host);
            var symbols = Symbols(said);
            var told = $"{said.GetProperty("score").GetDouble()} {said.GetProperty("action").GetString()}: {string.Join(", ", symbols.OrderByDescending(s => s.Value).Select(s => $"{s.Key} {s.Value}"))}";
            output.WriteLine(told);
            // Both signatures, and the three promises of the DNS that follow from them.
            Assert.All(new[] { "R_DKIM_ALLOW", "R_SPF_ALLOW", "DMARC_POLICY_ALLOW" }, s => Assert.True(symbols.ContainsKey(s), told));
            Assert.Equal(2, said.GetProperty("symbols").GetProperty("R_DKIM_ALLOW").GetProperty("options").GetArrayLength());
            Assert.True(symbols.All(s => s.Value <= 0), told);
            Assert.Equal("no action", said.GetProperty("action").GetString());
        }

        // A filter that would take anything proves nothing.
        var (reader, path, whole) = sink.Accepted.First();
        var altered = Symbols(await rspamd.ScanAsync(path, reader, Encoding.UTF8.GetBytes(whole.Replace("Date: ", "X-Date: ", StringComparison.Ordinal)), Address, Host));
        Assert.True(altered.ContainsKey("MISSING_DATE") && altered.ContainsKey("R_DKIM_REJECT"), string.Join(", ", altered.Keys));
    }

    private static NameServer Names(TestNewsroom newsroom)
    {
        var names = new NameServer();
        foreach (var (name, value) in newsroom.Get<DkimKeys>().Records)
        {
            names.Text(name, value);
        }
        names.Text("outlet.example", $"v=spf1 ip4:{Address} -all");
        names.Text("_dmarc.outlet.example", "v=DMARC1; p=reject");
        names.MailServer("outlet.example", Host);
        names.Host(Host, Address);
        names.Host("outlet.example", Address);
        names.Pointer(Address, Host);
        return names;
    }

    private static Dictionary<string, double> Symbols(JsonElement said) =>
        said.GetProperty("symbols").EnumerateObject().ToDictionary(s => s.Name, s => s.Value.GetProperty("score").GetDouble());
}
