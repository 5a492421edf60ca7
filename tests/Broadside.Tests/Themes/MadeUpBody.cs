using Broadside.Articles.Body;

namespace Broadside.Tests.Themes;

/// <summary>A body with every kind of block.</summary>
internal static class MadeUpBody
{
    private const string Long =
        "On the morning of the first timetable, eleven people stood on the landing stage at Mill Reach. Two were from the city, one held a camera, and the rest had read in the paper that a boat would come. It did not come that day, nor on any of the 212 working days after it. The stage is of good oak; it has been swept every week, and somebody is paid for that, too.";

    private const string Other =
        "The tender asked for a vessel of sixty seats. The register of inland ships lists four such vessels between the weir and the sea. Three belong to a museum. The fourth is the Marguerite, built in 1961, whose keel was last inspected when her owner was a man who has since died, and whose papers name, as a telephone number, that of the bookkeeper.";

    public static IReadOnlyList<Block> Blocks { get; } =
    [
        P(1, Long, new Mark(3, 10, MarkKind.Em), new Mark(176, 187, MarkKind.Link, "/2026/10/the-paper/"), new Mark(Long.Length, Long.Length, MarkKind.Note, "one")),
        P(2, Other, new Mark(218, 228, MarkKind.Em)),
        new Heading { Id = "head0001", Level = 2, Text = "Three firms, one telephone" },
        P(3, Long),
        new Pullquote { Id = "pull0001", Text = "The stage has been swept every week, and somebody is paid for that, too.", Cite = "from the contract" },
        P(4, Other, new Mark(0, 10, MarkKind.Strong)),
        new Quote { Id = "quot0001", Text = "We never said that there was a boat. We said that there was a service." },
        new Quote { Id = "quot0002", Text = "A service can be many things, and some of them are on paper.", Cite = "the firm’s counsel, in a letter of 3 March" },
        P(5, Long),
        new Table
        {
            Id = "tabl0001",
            HeaderRows = 1,
            HeaderColumn = true,
            Caption = "What the city paid, by quarter",
            Rows =
            [
                [new("Quarter"), new("Trips planned"), new("Trips run"), new("Paid, €")],
                [new("2025 Q1"), new("1,240"), new("0"), new("310,000")],
                [new("2025 Q2"), new("1,260"), new("0"), new("310,000")],
                [new("2025 Q3"), new("1,310"), new("0"), new("310,500")],
                [new("2025 Q4"), new("1,190"), new("0"), new("309,500")],
            ],
        },
        P(6, Other),
        new ListBlock
        {
            Id = "list0001",
            Items = [new("One address, above a laundry"), new("One bookkeeper", Level: 0), new("who signs for all three", Level: 1), new("and for the laundry", Level: 1), new("One boat")],
        },
        MadeUpPages.Photo(2, FigureSize.Wide, "The Marguerite at her winter berth. Her papers name sixty seats; we counted thirty-four."),
        P(7, Long),
        new Heading { Id = "head0002", Level = 3, Text = "What the register says" },
        P(8, Other),
        new Gallery { Id = "gall0001", Caption = "Three of the four vessels that would have fitted the tender.", Figures = [MadeUpPages.Photo(3, caption: "The Heron"), MadeUpPages.Photo(4, caption: "The Ouse"), MadeUpPages.Photo(5, caption: "The Patience"), MadeUpPages.Photo(6, caption: "The Marguerite")] },
        new Embed { Id = "embe0001", Provider = "youtube", Url = "https://www.youtube.com/watch?v=abcdefghijk", Title = "The council’s session of 4 November, from the second hour", Author = "City of Tidewater" },
        P(9, Long, new Mark(20, 40, MarkKind.Strong), new Mark(30, 60, MarkKind.Em), new Mark(100, 100, MarkKind.Note, "two")),
        new Audio { Id = "audi0001", Media = new string('b', 64), Title = "Listen to the bookkeeper’s answer", Seconds = 734, Bytes = 5_900_000, MediaType = "audio/mpeg", Caption = "Recorded on 12 November." },
        new FileBlock { Id = "file0001", Media = new string('c', 64), Name = "The three contracts, as signed", MediaType = "application/pdf", Bytes = 1_412_000 },
        new Separator { Id = "line0001" },
        new Figure { Id = "figmiss1", Caption = "The gauge house, before it was painted.", Credit = "Photo: City archive" },
        new Code { Id = "code0001", Text = "vessel = register.find(seats >= 60)\nlen(vessel)  # 4" },
        P(10, Other),
        new Footnotes { Id = "note0001", Notes = [new("one", "The tender was published on 2 May 2024 under number 24/0817."), new("two", "Counted from the harbour master’s log, which is open to anyone who asks.")] },
    ];

    public static IReadOnlyList<Block> Arabic { get; } =
    [
        P(1, "في صباح اليوم الأول من الجدول وقف أحد عشر شخصًا على الرصيف. كان اثنان منهم من البلدية، وكان أحدهم يحمل كاميرا، أما الباقون فقد قرأوا في الصحيفة أن قاربًا سيأتي. لم يأتِ القارب في ذلك اليوم ولا في الأيام التي تلته."),
        new Heading { Id = "head0001", Level = 2, Text = "ثلاث شركات وهاتف واحد" },
        P(2, "طلبت المناقصة مركبًا بستين مقعدًا. يذكر سجل السفن النهرية أربعة مراكب من هذا النوع بين السد والبحر، ثلاثة منها لمتحف."),
        new Quote { Id = "quot0001", Text = "لم نقل إن هناك قاربًا. قلنا إن هناك خدمة.", Cite = "محامي الشركة" },
        P(3, "The tender’s number is 24/0817.") with { Dir = "ltr" },
    ];

    private static Paragraph P(int number, string text, params Mark[] marks) => new() { Id = $"para{number:0000}", Text = text, Marks = marks.Length == 0 ? null : marks };
}
