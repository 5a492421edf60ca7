using Broadside.Record.Actors;
using Broadside.Record.Reading;

namespace Broadside.Tests.Record;

public sealed class ConfidenceTests
{
    [Fact]
    public void A_rule_says_how_often_it_was_right()
    {
        var found = Reading.Of("On 3 July 2025, Peru condemned Chile.");

        Assert.InRange(Assert.Single(found.Dates).Reason.Confidence, 0.95, 0.995);
        // What tells of a happening is right in two of three.
        Assert.InRange(Assert.Single(found.Events).Reason.Confidence, 0.5, 0.75);
    }

    [Fact]
    public void Nobody_is_ever_quite_sure() =>
        Assert.All(Reading.Of("Marta Olmedo said: “We will not leave the talks.”").Quotes, q => Assert.True(q.Reason.Confidence < 1 && q.Speaker!.Reason.Confidence < 1));

    [Fact]
    public void A_name_that_several_bear_stays_unsure()
    {
        var directory = new ActorDirectory([new DirectoryActor { Id = "1", Kind = ActorKind.Person, Name = "Ana Ruiz" }, new DirectoryActor { Id = "2", Kind = ActorKind.Person, Name = "Ana Ruiz" }]);

        Assert.Equal(0.5, Assert.Single(Reading.Of(directory, "en", "Ana Ruiz left.").Names).Reason.Confidence);
    }
}
