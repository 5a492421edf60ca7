using Broadside.Record.Actors;
using Broadside.Record.Reading;

namespace Broadside.Tests.Record;

public sealed class NameReadingTests
{
    private static readonly ActorDirectory Directory = new(
    [
        new DirectoryActor { Id = "olmedo", Kind = ActorKind.Person, Name = "Marta Olmedo", Country = "CO", Aliases = [new KnownName("Olmedo")], Roles = [new DatedRole("foreign minister", "CO", new DateOnly(2024, 1, 1), new DateOnly(2025, 6, 30))] },
        new DirectoryActor { Id = "lund", Kind = ActorKind.Person, Name = "Peter Lund", Country = "CO", Roles = [new DatedRole("foreign minister", "CO", new DateOnly(2025, 7, 1))] },
        new DirectoryActor { Id = "council", Kind = ActorKind.Org, Name = "Harbour Council", Aliases = [new KnownName("HC")] },
        new DirectoryActor { Id = "ana1", Kind = ActorKind.Person, Name = "Ana Ruiz", Aliases = [new KnownName("Ruiz")] },
        new DirectoryActor { Id = "ana2", Kind = ActorKind.Person, Name = "Ana Ruiz" },
        new DirectoryActor { Id = "sheffield", Kind = ActorKind.Place, Name = "Sheffield" },
    ]);

    [Fact]
    public void A_name_of_the_directory_is_linked_without_accents_too() =>
        Assert.Contains(Reading.Of(Directory, "es", "Habló Márta Olmedo ante el puerto.").Names, n => n.Actor == "olmedo" && n.Kind == ActorKind.Person);

    [Fact]
    public void A_name_that_two_bear_is_asked_about()
    {
        var name = Assert.Single(Reading.Of(Directory, "en", "The prize went to Ana Ruiz at last.").Names);

        Assert.Null(name.Actor);
        Assert.Equal(["ana1", "ana2"], name.Candidates);
    }

    [Fact]
    public void A_place_that_stands_for_its_government_is_a_place_where_something_happens_in_it()
    {
        var directory = new ActorDirectory([new DirectoryActor { Id = "corvella", Kind = ActorKind.State, Name = "Corvella", Aliases = [new KnownName("Port Sarrel", IsMetonym: true)] }]);
        var names = Reading.Of(directory, "en", "Port Sarrel condemned the plan.", "Marta Olmedo was born in Port Sarrel.").Names.Where(n => n.Passage.Exact == "Port Sarrel").ToList();

        Assert.Equal([ActorKind.State, ActorKind.Place], names.Select(n => n.Kind));
        Assert.Equal("corvella", names[0].Actor);
        Assert.Null(names[1].Actor);
        Assert.Equal(["corvella"], names[1].Candidates);
    }

    [Fact]
    public void The_same_surname_may_be_another_person()
    {
        var names = Reading.Of(Directory, "en", "Judge Carla Olmedo spoke first. Olmedo then left.").Names;

        Assert.DoesNotContain(names, n => n.Actor == "olmedo");
    }

    [Fact]
    public void A_short_name_inside_a_longer_one_means_nothing() =>
        Assert.DoesNotContain(Reading.Of(Directory, "en", "The study came from the University of Sheffield last year.").Names, n => n.Actor == "sheffield");

    [Fact]
    public void Letters_in_brackets_stand_for_the_name_before()
    {
        var names = Reading.Of("The Johnson Space Center (JSC) opened. The JSC is large.").Names;

        Assert.Equal(2, names.Count(n => n.Passage.Exact == "JSC" && n.Name == "Johnson Space Center"));
    }

    [Theory]
    [InlineData("Mayor Berta Quintal opened the bridge.", "Berta Quintal", ActorKind.Person)]
    [InlineData("The book is by actor Zeno Marl.", "Zeno Marl", ActorKind.Person)]
    [InlineData("It went to Zeno Marl of the Harbour Party.", "Zeno Marl", ActorKind.Person)]
    [InlineData("The Ministry of Health closed it.", "Ministry of Health", ActorKind.Org)]
    [InlineData("It happened near Sarrel, France.", "Sarrel", ActorKind.Place)]
    [InlineData("It was sold to New Zealand later.", "New Zealand", ActorKind.State)]
    public void A_new_name_has_its_kind(string text, string name, ActorKind kind) => Assert.Contains(Reading.Of(text).Names, n => n.Passage.Exact == name && n.Kind == kind);

    [Fact]
    public void A_double_surname_is_one_person_with_and_without_hyphen()
    {
        var names = Reading.Spanish("Daniel García Peña llegó temprano. García-Peña no habló.").Names;

        Assert.All(names, n => Assert.Equal("Daniel García Peña", n.Name));
        Assert.Equal(2, names.Count);
    }

    [Fact]
    public void An_office_is_held_by_whom_the_directory_says_on_that_day()
    {
        var role = Assert.Single(Reading.Of(Directory, "en", "The Colombian foreign minister cancelled the visit.").Roles);
        Assert.Equal("lund", role.Actor);

        var former = Assert.Single(Reading.Of(Directory, "en", "The former Colombian foreign minister cancelled the visit.").Roles);
        Assert.Equal("olmedo", former.Actor);
    }

    [Fact]
    public void Each_office_of_a_person_is_told_once()
    {
        var found = Reading.Of("Colombian President Marta Olmedo met Peter Lund, the former minister of foreign affairs. Senator Ana Ruiz was there.", "The Colombian president spoke for an hour, and the Colombian president left.");

        Assert.Equal([("President", "Marta Olmedo"), ("minister of foreign affairs", "Peter Lund")], found.Roles.Select(r => (r.Title, r.Holder)));
        Assert.True(found.Roles[1].IsFormer);
    }

    [Fact]
    public void Letters_of_a_country_are_the_country_that_the_text_names()
    {
        var found = Reading.Of("The United States closed its port. The US is to open it again.");

        Assert.Equal(["United States", "United States"], found.Names.Select(n => n.Name));
    }

    [Fact]
    public void A_place_in_passing_is_found_and_not_offered()
    {
        var found = Reading.Of("Marta Olmedo condemned Chile in Sheffield.", "She had come from London.");

        Assert.Equal(["Marta Olmedo", "Chile"], found.Names.Where(n => n.IsOffered).Select(n => n.Name));
        Assert.Contains(found.Names, n => n is { Name: "London", IsOffered: false });
    }
}
