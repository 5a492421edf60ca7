using Broadside.Record.Reading;

namespace Broadside.Tests.Record;

public sealed class CutBlockTests
{
    private const string Story = "The council of the town met on Friday to talk about the harbour, and its members agreed that the port should stay open until the end of the year at least.";

    [Theory]
    [InlineData("Skip to content")]
    [InlineData("Sign up to our daily email digest before it is too late.")]
    [InlineData("cheap racing mods")]
    [InlineData("El consejo de la ciudad se reunió el viernes para hablar del puerto y de los barcos que no han vuelto.")]
    public void What_is_no_part_of_the_story_is_cut(string block) => Assert.Equal(["p1"], Reading.Of(Story, block, Story.Replace("Friday", "Monday", StringComparison.Ordinal)).Cut.Select(c => c.Block));

    [Fact]
    public void A_second_copy_is_cut() => Assert.Equal("cut.copy", Assert.Single(Reading.Of(Story, Story).Cut).Reason.Rule);

    [Fact]
    public void The_story_stays() => Assert.Empty(Reading.Of(Story, "The vote was close.", "“We stay,” said the mayor.").Cut);

    [Fact]
    public void The_language_is_told_by_the_text()
    {
        Assert.Equal("es", Reading.Of(ActorDirectory.Empty, null, "El consejo de la ciudad se reunió el viernes para hablar del puerto.").Language);
        Assert.Equal("en", Reading.Of(ActorDirectory.Empty, null, Story).Language);
    }
}
