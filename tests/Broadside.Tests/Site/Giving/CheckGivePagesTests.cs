using Broadside.Site.Giving;

namespace Broadside.Tests.Site.Giving;

public sealed class CheckGivePagesTests
{
    private const string Foreign = "GB33BUKB20201555555555";

    [Theory]
    [InlineData("IBAN <b>DE89 3704</b> 0044 0532 0130 00.", "DE89370400440532013000")]
    [InlineData("<span>DE89&nbsp;3704&nbsp;0044&nbsp;0532&nbsp;0130&nbsp;00</span><span>GB33BUKB20201555555555</span>", "DE89370400440532013000 GB33BUKB20201555555555")]
    [InlineData("\"BCD\\n002\\n1\\nSCT\\n\\nOutlet\\nDE89370400440532013000\\n\"", "DE89370400440532013000")]
    [InlineData("Reference RF18 5390 0754 7034, order DE88370400440532013000", "")]
    public void Account_numbers_are_found_however_they_are_written(string text, string numbers) =>
        Assert.Equal(numbers, string.Join(' ', CheckGivePages.Numbers(text).Order(StringComparer.Ordinal)));

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_number_that_nobody_signed_is_seen_where_readers_see_it(string engine)
    {
        await using var house = await GivingHouse.StartAsync(engine);
        var check = house.Newsroom.Get<CheckGivePages>();
        Assert.Empty(await check.RunAsync(GivingHouse.Cancel));

        // Somebody writes another number into the theme, as an intruder does who cannot sign.
        var theme = Directory.CreateDirectory(Path.Combine(house.Newsroom.Folder, "theme"));
        await File.WriteAllTextAsync(Path.Combine(theme.FullName, "give-offline.liquid"), $"<main><h1>Give</h1><p>IBAN {Foreign}</p></main>", GivingHouse.Cancel);
        await house.Newsroom.RestartAsync();

        var wrong = await house.Newsroom.Get<CheckGivePages>().RunAsync(GivingHouse.Cancel);

        Assert.Contains(wrong, w => w.Contains($"shows the account number {Foreign}, which nobody signed", StringComparison.Ordinal));
        Assert.Contains(wrong, w => w.Contains($"does not show the account number {GivingHouse.Iban}", StringComparison.Ordinal));
    }
}
