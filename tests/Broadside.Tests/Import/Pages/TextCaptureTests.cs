using Broadside.Articles.Body;
using Broadside.Import.Pages;

namespace Broadside.Tests.Import.Pages;

public sealed class TextCaptureTests
{
    [Fact]
    public void The_seed_page_becomes_its_article_without_what_stands_around_it()
    {
        var page = Read(File.ReadAllText(TestData.At("inputs", "seed-page.txt")));
        Assert.Equal("New Tensions Between Bogotá And Washington Over Coup Plot Reveal", page.Title);
        Assert.StartsWith("Both governments decided to summon", page.Standfirst, StringComparison.Ordinal);
        Assert.Equal(("Colombian President Gustavo Petro.", "Flickr"), (page.Lead?.Caption, page.Lead?.Credit));
        Assert.Equal("en", page.Language);
        Assert.Equal(["Crisis In Colombian Diplomacy", "A Brief Diplomatic History Of Tensions", "Petro’s Letter To Trump"], page.Blocks.OfType<Heading>().Select(h => h.Text));
        var paragraphs = page.Blocks.OfType<Paragraph>().Select(p => p.Text).ToList();
        Assert.Equal(13, paragraphs.Count);
        Assert.StartsWith("A new wave of tensions", paragraphs[0], StringComparison.Ordinal);
        Assert.EndsWith("remain to be seen.", paragraphs[^1], StringComparison.Ordinal);
        Assert.Contains(paragraphs, p => p.Contains("“Daniel must come to inform us of the development of the bilateral agenda to which I committed myself since the beginning of my government.”", StringComparison.Ordinal));
    }

    [Fact]
    public void The_planted_line_of_the_seed_page_is_named_with_its_reasons()
    {
        var page = Read(File.ReadAllText(TestData.At("inputs", "seed-page.txt")));
        var cut = Assert.Single(page.Cuts, c => c.Code == PageCut.ForeignLine);
        Assert.Equal("assetto corsa mods", cut.Text);
        Assert.Contains("stands alone", cut.Why, StringComparison.Ordinal);
        Assert.Contains("shares no word", cut.Why, StringComparison.Ordinal);
        Assert.Contains("“mods”", cut.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_line_of_the_seed_page_is_kept_or_named()
    {
        var text = File.ReadAllText(TestData.At("inputs", "seed-page.txt"));
        var page = Read(text);
        var found = string.Join('\n', page.Blocks.OfType<TextBlock>().Select(b => b.Text).Concat(page.Cuts.Select(c => c.Text)).Append(page.Title).Append(page.Standfirst).Append($"Above photo: {page.Lead!.Caption} {page.Lead.Credit}."));
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Assert.Contains(string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)), found, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_page_in_Spanish_is_read_alike()
    {
        var page = Read(Spanish);
        Assert.Equal("Vecinos del río piden agua limpia", page.Title);
        Assert.Equal(["Marta Gil"], page.Bylines);
        Assert.Equal(new DateTimeOffset(2025, 3, 8, 0, 0, 0, TimeSpan.Zero), page.PublishedAt);
        Assert.Equal("es", page.Language);
        Assert.Equal(["Una larga espera"], page.Blocks.OfType<Heading>().Select(h => h.Text));
        Assert.Equal(3, page.Blocks.OfType<Paragraph>().Count());
        Assert.Equal("tragamonedas casinos en línea", Assert.Single(page.Cuts, c => c.Code == PageCut.ForeignLine).Text);
        Assert.Equal(["Saltar al contenido", "Campaña de fin de año", "Apóyanos: tu donación mantiene vivo el periodismo independiente.", "Suscríbete a nuestro boletín"], page.Cuts.Where(c => c.Code == PageCut.Boilerplate).Select(c => c.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData("Skip to content\n\nShare\n")]
    public void A_capture_without_an_article_gives_none(string text) => Assert.Null(TextCapture.Read(text, () => "id"));

    [Fact]
    public void News_about_money_is_no_appeal_for_it()
    {
        var page = Read("Candidate’s Fundraising Under Review\n\nThe campaign of the mayor reported donations of two million from firms that hold contracts with the city, records show.\n\nDonations above the limit were returned, the treasurer said on Monday, after the court had asked for the list of contributors and their companies.\n\nThe hearing goes on next week before the same court.\n");
        Assert.Empty(page.Cuts);
        Assert.Equal(2, page.Blocks.Count);
        Assert.StartsWith("The campaign of the mayor", page.Standfirst, StringComparison.Ordinal);
    }

    private static PageParts Read(string text)
    {
        var next = 0;
        return PageFinish.Finish(TextCapture.Read(text, () => $"b{++next}")!, null);
    }

    private const string Spanish = """
        Saltar al contenido

        Vecinos del río piden agua limpia

        Por Marta Gil

        8 de marzo de 2025

        Más de cien familias de la ribera llevan tres años sin agua potable y esperan una respuesta de la alcaldía, que prometió una planta nueva.

        Los vecinos se reunieron el sábado frente a la alcaldía. «No nos vamos hasta que haya agua», dijo una de las voceras de la ribera.

        Una larga espera

        La planta debía abrir en 2022. La alcaldía dice que el contrato sigue en revisión y que las familias recibirán agua en carrotanques.

        tragamonedas casinos en línea

        Campaña de fin de año

        Apóyanos: tu donación mantiene vivo el periodismo independiente.

        Suscríbete a nuestro boletín
        """;
}
