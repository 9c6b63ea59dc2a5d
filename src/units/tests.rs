//! Spellings against the sample's list. The answers were written by reading, not by running.

use super::*;

fn sample() -> UnitBook {
    let list = include_bytes!("../../samples/lang-son-2024/units.csv");
    let book = UnitBook::from_csv("units.csv", list);
    assert_eq!(book.findings, []);
    book.value
}

/// What was answered: the code of one unit, `? a b` for several, `-` for none.
fn shown(resolved: &Resolved) -> String {
    match resolved {
        Resolved::One(one) => one.code.to_string(),
        Resolved::Several(several) => {
            let codes: Vec<&str> = several.iter().map(|one| one.code.as_str()).collect();
            format!("? {}", codes.join(" "))
        }
        Resolved::None(_) => "-".to_owned(),
    }
}

#[track_caller]
fn check_all(sender: Option<&str>, cases: &[(&str, &str)]) {
    let book = sample();
    let sender = sender.map(UnitCode::new);
    let context = Context { sender: sender.as_ref(), ..Context::default() };
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(name, expect)| {
            let resolved = book.resolve(name, &context);
            let shown = shown(&resolved);
            (shown != *expect).then(|| format!("{name}: {shown}, not {expect}\n    {resolved:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn every_unit_answers_to_its_name_and_aliases() {
    let book = sample();
    for unit in book.units() {
        for name in std::iter::once(&unit.name).chain(&unit.aliases).chain([&unit.authority()]) {
            let resolved = book.resolve(name, &Context::default());
            assert_eq!(shown(&resolved), unit.code.as_str(), "{name}");
            if name == &unit.name {
                assert!(matches!(&resolved, Resolved::One(one) if one.evidence == Evidence::Exact), "{name}");
            }
        }
    }
}

#[test]
fn places_are_known_in_every_dress() {
    check_all(
        None,
        &[
            ("UBND phường Vĩnh Trại", "05977"),
            ("Phường Vĩnh Trại", "05977"),
            ("phường vĩnh trại", "05977"),
            ("PHƯỜNG VĨNH TRẠI", "05977"),
            ("P. Vĩnh Trại", "05977"),
            ("P.Vĩnh Trại", "05977"),
            ("P Vĩnh Trại", "05977"),
            ("P. Vĩnh Trại, TP Lạng Sơn", "05977"),
            ("P. Vĩnh Trại - TP. Lạng Sơn", "05977"),
            ("Phường Vĩnh Trại (TP Lạng Sơn)", "05977"),
            ("Ủy ban nhân dân phường Vĩnh Trại thành phố Lạng Sơn tỉnh Lạng Sơn", "05977"),
            ("Uỷ ban nhân dân phường Vĩnh Trại", "05977"),
            ("ỦY BAN NHÂN DÂN PHƯỜNG VĨNH TRẠI", "05977"),
            ("UB ND phường Vĩnh Trại", "05977"),
            ("UBND P.Vĩnh Trại", "05977"),
            ("UBND Vĩnh Trại", "05977"),
            ("HĐND và UBND phường Vĩnh Trại", "05977"),
            ("HĐND-UBND P. Vĩnh Trại", "05977"),
            ("  UBND   phường  Vĩnh Trại ", "05977"),
            ("Phường Vĩnh Trại, tỉnh Lạng Sơn", "05977"),
            ("P. Vĩnh Trại, TP.LS", "05977"),
            ("P. Vĩnh Trại - TPLS", "05977"),
            ("Vĩnh Trại", "05977"),
            ("Vĩnh Trại, TP Lạng Sơn", "05977"),
            ("VĨnh TRẠi", "05977"),
            ("UBND P. Hoàng Văn Thụ", "05971"),
            ("Hoàng Văn Thụ", "05971"),
            ("Phường Tam Thanh", "05974"),
            ("P.Đông Kinh", "05980"),
            ("UBND phường Chi Lăng, thành phố Lạng Sơn", "05983"),
            ("Chi Lăng", "05983"),
            ("X. Hoàng Đồng", "05986"),
            ("Xã Hoàng Đồng - TP Lạng Sơn - Lạng Sơn", "05986"),
            ("UBND X. Quảng Lạc", "05989"),
            ("UBND xã Mai Pha", "05992"),
            ("Xã Mai Pha", "05992"),
            ("Mai Pha", "05992"),
            ("Thành phố Lạng Sơn", "178"),
            ("TP Lạng Sơn", "178"),
            ("TP. Lạng Sơn", "178"),
            ("T.P Lạng Sơn", "178"),
            ("Tp Lạng Sơn, tỉnh Lạng Sơn", "178"),
            ("UBND thành phố Lạng Sơn", "178"),
            ("UBND TP Lạng Sơn", "178"),
            ("UBND thành phố", "178"),
            ("UBND TP", "178"),
            ("UBND TPLS", "178"),
            ("UBND tỉnh Lạng Sơn", "20"),
            ("UBND tỉnh", "20"),
            ("Tỉnh Lạng Sơn", "20"),
        ],
    );
}

#[test]
fn offices_are_known_by_their_abbreviations() {
    check_all(
        None,
        &[
            ("Phòng Nội vụ thành phố", "phong-noi-vu"),
            ("Phòng Nội vụ TP Lạng Sơn", "phong-noi-vu"),
            ("Phòng Nội vụ - UBND thành phố Lạng Sơn", "phong-noi-vu"),
            ("P. Nội vụ", "phong-noi-vu"),
            ("P.NV", "phong-noi-vu"),
            ("PNV", "phong-noi-vu"),
            ("P. GD&ĐT", "phong-giao-duc-va-dao-tao"),
            ("Phòng GDĐT TP", "phong-giao-duc-va-dao-tao"),
            ("Phòng GD-ĐT", "phong-giao-duc-va-dao-tao"),
            ("Phòng GD & ĐT thành phố Lạng Sơn", "phong-giao-duc-va-dao-tao"),
            ("Phòng Giáo dục - Đào tạo", "phong-giao-duc-va-dao-tao"),
            ("PGD&ĐT TP Lạng Sơn", "phong-giao-duc-va-dao-tao"),
            ("Phòng Giáo dục", "phong-giao-duc-va-dao-tao"),
            ("PGD", "phong-giao-duc-va-dao-tao"),
            ("Phòng LĐTB&XH", "phong-lao-dong-tbxh"),
            ("Phòng LĐ-TB&XH", "phong-lao-dong-tbxh"),
            ("Phòng LĐTBXH thành phố", "phong-lao-dong-tbxh"),
            ("Phòng LĐ, TB và XH", "phong-lao-dong-tbxh"),
            ("Phòng Lao động, Thương binh và Xã hội", "phong-lao-dong-tbxh"),
            ("Phòng Lao động -TB&XH", "phong-lao-dong-tbxh"),
            ("Phòng TC-KH", "phong-tai-chinh-ke-hoach"),
            ("P. TCKH", "phong-tai-chinh-ke-hoach"),
            ("Phòng Tài chính – Kế hoạch", "phong-tai-chinh-ke-hoach"),
            ("Phòng Tài chính và Kế hoạch TP", "phong-tai-chinh-ke-hoach"),
            ("Phòng KT", "phong-kinh-te"),
            ("P. Kinh tế TP", "phong-kinh-te"),
            ("Phòng VH-TT", "phong-van-hoa-va-thong-tin"),
            ("Phòng VH&TT TP", "phong-van-hoa-va-thong-tin"),
            ("Phòng VHTT", "phong-van-hoa-va-thong-tin"),
            ("Phòng Văn hoá - Thông tin", "phong-van-hoa-va-thong-tin"),
            ("Phòng TN&MT", "phong-tai-nguyen-va-moi-truong"),
            ("P.TNMT", "phong-tai-nguyen-va-moi-truong"),
            ("Phòng QLĐT", "phong-quan-ly-do-thi"),
            ("Phòng TP", "phong-tu-phap"),
            ("Phòng Tư pháp TP", "phong-tu-phap"),
            ("P. Y tế", "phong-y-te"),
            ("Thanh tra TP", "thanh-tra"),
            ("Văn phòng HĐND - UBND thành phố", "van-phong-hdnd-ubnd"),
            ("Văn phòng HĐND&UBND TP Lạng Sơn", "van-phong-hdnd-ubnd"),
            ("VP HĐND và UBND", "van-phong-hdnd-ubnd"),
            ("VP UBND TP", "van-phong-hdnd-ubnd"),
            ("Văn phòng UBND và HĐND thành phố", "van-phong-hdnd-ubnd"),
        ],
    );
}

#[test]
fn organisations_and_forces_are_known_by_their_abbreviations() {
    check_all(
        None,
        &[
            ("UBMTTQ TP", "uy-ban-mttq"),
            ("UBMTTQVN thành phố Lạng Sơn", "uy-ban-mttq"),
            ("Ủy ban MTTQ Việt Nam thành phố", "uy-ban-mttq"),
            ("MTTQ thành phố", "uy-ban-mttq"),
            ("Mặt trận Tổ quốc TP", "uy-ban-mttq"),
            ("UB MTTQ VN TP", "uy-ban-mttq"),
            ("LĐLĐ TP", "lien-doan-lao-dong"),
            ("Liên đoàn LĐ thành phố Lạng Sơn", "lien-doan-lao-dong"),
            ("Hội Nông dân", "hoi-nong-dan"),
            ("Hội ND TP", "hoi-nong-dan"),
            ("HND thành phố", "hoi-nong-dan"),
            ("Hội Nông dân Việt Nam thành phố Lạng Sơn", "hoi-nong-dan"),
            ("Hội LHPN TP", "hoi-lien-hiep-phu-nu"),
            ("Hội Phụ nữ thành phố", "hoi-lien-hiep-phu-nu"),
            ("Hội Liên hiệp Phụ nữ Việt Nam thành phố", "hoi-lien-hiep-phu-nu"),
            ("Hội CCB thành phố", "hoi-cuu-chien-binh"),
            ("Hội Cựu chiến binh TP Lạng Sơn", "hoi-cuu-chien-binh"),
            ("Hội CTĐ TP", "hoi-chu-thap-do"),
            ("Thành đoàn", "thanh-doan"),
            ("Thành đoàn Lạng Sơn", "thanh-doan"),
            ("Đoàn TNCS HCM thành phố", "thanh-doan"),
            ("Đoàn TNCS Hồ Chí Minh TP Lạng Sơn", "thanh-doan"),
            ("Đoàn Thanh niên thành phố", "thanh-doan"),
            ("ĐTN TP", "thanh-doan"),
            ("CA TP", "cong-an"),
            ("CATP", "cong-an"),
            ("Công an TP Lạng Sơn", "cong-an"),
            ("Công An TP", "cong-an"),
            ("BCH Quân sự TP", "ban-chi-huy-quan-su"),
            ("BCHQS thành phố", "ban-chi-huy-quan-su"),
            ("Ban CHQS TP Lạng Sơn", "ban-chi-huy-quan-su"),
            ("Ban Chỉ huy quân sự", "ban-chi-huy-quan-su"),
            ("TTYT TP", "trung-tam-y-te"),
            ("Trung tâm Y tế", "trung-tam-y-te"),
            ("TT Y tế thành phố Lạng Sơn", "trung-tam-y-te"),
            ("TT VH-TT thành phố", "trung-tam-van-hoa-the-thao"),
            ("Trung tâm Văn hoá, Thể thao", "trung-tam-van-hoa-the-thao"),
            ("Ban Tuyên giáo", "ban-tuyen-giao-thanh-uy"),
            ("BTG Thành ủy", "ban-tuyen-giao-thanh-uy"),
            ("Ban Tuyên giáo Thành uỷ Lạng Sơn", "ban-tuyen-giao-thanh-uy"),
            ("Thành ủy", "thanh-uy"),
            ("Ban Dân vận", "ban-dan-van-thanh-uy"),
            ("UBKT Thành ủy", "uy-ban-kiem-tra-thanh-uy"),
            ("Văn phòng Thành ủy", "van-phong-thanh-uy"),
            ("VP Thành uỷ Lạng Sơn", "van-phong-thanh-uy"),
        ],
    );
}

#[test]
fn schools_stations_and_companies_are_known() {
    check_all(
        None,
        &[
            ("Trường TH Vĩnh Trại", "truong-th-vinh-trai"),
            ("TH Vĩnh Trại", "truong-th-vinh-trai"),
            ("Tiểu học Vĩnh Trại", "truong-th-vinh-trai"),
            ("Trường Tiểu học Vĩnh Trại, TP Lạng Sơn", "truong-th-vinh-trai"),
            ("Trường Tiểu học Vĩnh Trại, phường Vĩnh Trại, TP Lạng Sơn", "truong-th-vinh-trai"),
            ("Trường tiểu học Vĩnh Trại - Phòng GD&ĐT TP", "truong-th-vinh-trai"),
            ("THCS Hoàng Văn Thụ", "truong-thcs-hoang-van-thu"),
            ("Trường Trung học cơ sở Hoàng Văn Thụ", "truong-thcs-hoang-van-thu"),
            ("Trường TH Hoàng Văn Thụ", "truong-th-hoang-van-thu"),
            ("Trường THCS Vĩnh Trại", "truong-thcs-vinh-trai"),
            ("MN Hoa Sữa", "truong-mn-hoa-sua"),
            ("Trường Hoa Sữa", "truong-mn-hoa-sua"),
            ("Trường MN Hoa Sữa", "truong-mn-hoa-sua"),
            ("Mầm non 17/10", "truong-mn-17-10"),
            ("Trường MN 17.10", "truong-mn-17-10"),
            ("Trường TH và THCS Hoàng Đồng", "truong-th-thcs-hoang-dong"),
            ("TH-THCS Quảng Lạc", "truong-th-thcs-quang-lac"),
            ("Trường Tiểu học và Trung học cơ sở Quảng Lạc", "truong-th-thcs-quang-lac"),
            ("Trạm Y tế P. Vĩnh Trại", "tram-y-te-vinh-trai"),
            ("TYT phường Vĩnh Trại", "tram-y-te-vinh-trai"),
            ("Trạm y tế Mai Pha", "tram-y-te-mai-pha"),
            ("Trạm Y tế xã Mai Pha, TP Lạng Sơn", "tram-y-te-mai-pha"),
            ("Cty TNHH TM Sông Kỳ Cùng", "cong-ty-ky-cung"),
            ("Công ty TNHH Thương mại Sông Kì Cùng", "cong-ty-ky-cung"),
            ("Công ty CP Chế biến Hồi Xứ Lạng", "cong-ty-hoa-hoi"),
            ("HTX Rau an toàn Mai Pha", "htx-rau-mai-pha"),
            ("HTX Rau an toàn Mai Pha, thôn Khòn Khuyên, xã Mai Pha", "htx-rau-mai-pha"),
            ("HTX hoa đào Quảng Lạc", "htx-dao-quang-lac"),
        ],
    );
}

#[test]
fn a_part_counts_for_the_unit_named_after_it() {
    check_all(
        None,
        &[
            ("Tổ 3, phường Vĩnh Trại", "05977"),
            ("Khối 5, P. Đông Kinh", "05980"),
            ("Khối 5 phường Đông Kinh, TP Lạng Sơn", "05980"),
            ("Phường Đông Kinh, khối 5", "05980"),
            ("Thôn Khòn Khuyên, xã Mai Pha", "05992"),
            ("Lớp 5A Trường TH Chi Lăng", "truong-th-chi-lang"),
            ("Giáo viên Trường THCS Tam Thanh", "truong-thcs-tam-thanh"),
            ("Tổ Toán, Trường THCS Vĩnh Trại", "truong-thcs-vinh-trai"),
            ("Chi hội phụ nữ khối 2 phường Tam Thanh", "05974"),
            ("Hội Nông dân xã Quảng Lạc", "05989"),
            ("Đoàn Thanh niên phường Chi Lăng", "05983"),
            ("Ủy ban MTTQ phường Chi Lăng", "05983"),
            ("Đảng ủy phường Hoàng Văn Thụ", "05971"),
            ("Chủ tịch UBND phường Vĩnh Trại", "05977"),
            ("Chủ tịch Hội Nông dân xã Mai Pha", "05992"),
            ("Chuyên viên Phòng Nội vụ", "phong-noi-vu"),
            ("Phó Chủ tịch UBND thành phố", "178"),
            ("Đội Cảnh sát giao thông, Công an thành phố", "cong-an"),
            ("Khoa Nội, Trung tâm Y tế thành phố", "trung-tam-y-te"),
            ("Hộ ông Hoàng Văn Páo, khối 2, phường Tam Thanh", "05974"),
            ("Dân quân thường trực, UBND phường Tam Thanh", "05974"),
            ("Phó Chỉ huy trưởng BCHQS phường, UBND phường Chi Lăng", "05983"),
        ],
    );
}

#[test]
fn what_the_book_does_not_know_is_not_forced_into_it() {
    check_all(
        None,
        &[
            ("", "-"),
            ("…", "-"),
            ("1", "-"),
            ("Phường 1", "-"),
            ("UBND phường", "? 05971 05974 05977 05980 05983"),
            ("UBND xã", "? 05986 05989 05992"),
            ("Lạng Sơn", "? 20 178"),
            // other marks are another name
            ("Phường Vinh Trại", "-"),
            ("Phường Vĩnh Trai", "-"),
            ("Phường Vĩnh Trãi", "-"),
            ("Phường Tam Thành", "-"),
            ("Phường Đồng Kinh", "-"),
            ("Xã Hoàng Đông", "-"),
            ("Xã Quang Lạc", "-"),
            ("UBND phường Đông Kính", "-"),
            ("Hội Nông dần thành phố", "-"),
            // another place
            ("Phường Vĩnh Trại, thành phố Hà Nội", "-"),
            ("Phường Vĩnh Trại, tỉnh Cao Bằng", "-"),
            ("Xã Vĩnh Trại", "-"),
            ("Phường Mai Pha", "-"),
            ("Huyện Chi Lăng", "-"),
            ("UBND huyện Chi Lăng", "-"),
            ("Hội Nông dân huyện Chi Lăng", "-"),
            ("Hội Nông dân tỉnh", "-"),
            ("Hội Nông dân tỉnh Lạng Sơn", "-"),
            ("Công an tỉnh", "-"),
            ("Công an tỉnh Lạng Sơn", "-"),
            ("LĐLĐ tỉnh", "-"),
            ("Phòng Nội vụ huyện Cao Lộc", "-"),
            ("Trung tâm Y tế huyện Lộc Bình", "-"),
            ("Ban Tuyên giáo Tỉnh ủy", "-"),
            ("Tỉnh ủy Lạng Sơn", "-"),
            ("Bộ Chỉ huy Quân sự tỉnh", "-"),
            ("Sở Nội vụ", "-"),
            ("Sở Nội vụ tỉnh Lạng Sơn", "-"),
            ("Hội Luật gia thành phố Lạng Sơn", "-"),
            // a body of its own in a known place
            ("Công an phường Vĩnh Trại", "-"),
            ("Trường Tiểu học Kim Đồng, phường Vĩnh Trại", "-"),
            ("Trường Mầm non Vĩnh Trại", "-"),
            ("Trường THPT Hoàng Văn Thụ", "-"),
            ("Công ty TNHH Hoa Sữa, phường Đông Kinh", "-"),
            ("HTX Nông nghiệp Mai Pha", "-"),
            ("Tổ 3, phường Vĩnh Lợi", "-"),
            ("Trường Tiểu học", "-"),
            ("Trường Hoàng Văn Thụ", "? truong-th-hoang-van-thu truong-thcs-hoang-van-thu"),
            ("Trường học Vĩnh Trại", "-"),
            ("Trường Tiểu học Kim Đồng - UBND phường Vĩnh Trại", "-"),
            ("Trường Mầm non 10-17", "-"),
            ("Trường Mầm non 17-11", "-"),
            // no unit at all
            ("Nông dân", "-"),
            ("Kinh tế", "-"),
            ("Nguyễn Văn Trại", "-"),
            ("Thành phố", "-"),
            ("Văn phòng", "-"),
            ("Ủy ban nhân dân", "-"),
            ("Giáo viên", "-"),
        ],
    );
}

#[test]
fn a_name_without_marks_is_answered_only_where_one_unit_reads_so() {
    check_all(
        None,
        &[
            ("UBND phuong Vinh Trai", "05977"),
            ("phuong Dong Kinh", "05980"),
            ("P. Tam Thanh", "05974"),
            ("xa Quang Lac", "05989"),
            ("Phong Noi vu TP Lang Son", "phong-noi-vu"),
            ("Phong GD&DT", "phong-giao-duc-va-dao-tao"),
            ("Truong Tieu hoc Chi Lang", "truong-th-chi-lang"),
            ("LDLD TP", "lien-doan-lao-dong"),
            ("Lang Son", "? 20 178"),
            ("Khoi 5, phuong Dong Kinh", "-"),
            ("Hoi Nong dan huyen Chi Lang", "-"),
        ],
    );
    let book = sample();
    let Resolved::One(one) = book.resolve("phuong Vinh Trai", &Context::default()) else {
        unreachable!("one unit reads so")
    };
    assert_eq!(one.evidence, Evidence::Near);
    assert!(one.score < 1.0);
}

#[test]
fn the_sender_says_whose_body_is_meant() {
    check_all(
        Some("05977"),
        &[
            ("UBND phường", "05977"),
            ("UBND P", "05977"),
            ("UBND thành phố", "178"),
            ("UBND", "05977"),
            ("Hội Nông dân", "05977"),
            ("Hội LHPN phường", "05977"),
            ("Đoàn Thanh niên", "05977"),
            ("Khối 5", "05977"),
            ("Tổ dân phố 3", "05977"),
            ("Chi bộ khối 7", "05977"),
            ("Hội Nông dân thành phố", "hoi-nong-dan"),
            ("Phòng Nội vụ", "phong-noi-vu"),
            ("Ban Chỉ huy Quân sự", "? 05977 ban-chi-huy-quan-su"),
            ("Công an phường", "-"),
            ("Ban Tuyên giáo", "? 05977 ban-tuyen-giao-thanh-uy"),
            ("Khối 5, phường Đông Kinh", "05980"),
            ("Khối 5, phường Lạ", "-"),
            ("Trường Tiểu học Vĩnh Trại", "truong-th-vinh-trai"),
        ],
    );
    check_all(
        Some("phong-giao-duc-va-dao-tao"),
        &[
            ("Hoàng Văn Thụ", "? 05971 truong-th-hoang-van-thu truong-thcs-hoang-van-thu"),
            ("Phường Hoàng Văn Thụ", "05971"),
            ("THCS Hoàng Văn Thụ", "truong-thcs-hoang-van-thu"),
        ],
    );
    check_all(Some("truong-th-chi-lang"), &[("Lớp 4B", "truong-th-chi-lang")]);
    check_all(Some("htx-dao-quang-lac"), &[("Thành viên hợp tác xã", "-"), ("Khối 5", "-")]);
    check_all(Some("hoi-nong-dan"), &[("Chi hội trưởng Chi hội Nông dân", "-"), ("Khối 5", "-")]);
}

/// A book with homonyms, as the whole country has them.
fn homonyms() -> UnitBook {
    let list = "code,name,kind,level,parent,aliases,emails,valid_from,valid_to,successors
79,Thành phố Hồ Chí Minh,area,province,,,,,,
760,Quận 1,area,district,79,,,,,
772,Quận 11,area,district,79,,,,,
26734,Phường 1,area,commune,760,,,,,
26735,Phường 11,area,commune,760,,,,,
27208,Phường 1,area,commune,772,,,,,
27209,Phường 11,area,commune,772,,,,,
hnd-1,Hội Nông dân Quận 1,mass_organisation,district,760,,,,,
hnd-11,Hội Nông dân Quận 11,mass_organisation,district,772,,,,,
19,Tỉnh Thái Nguyên,area,province,,,,,,
167,Huyện Định Hóa,area,district,19,,,,2025-06-30,
05590,Xã Điềm Mặc,area,commune,167,,,,2025-06-30,05602
05591,Xã Mặc Điềm,area,commune,167,,,,2025-06-30,05602;05603
05602,Xã Phú Đình,area,commune,19,,,2025-07-01,,
05603,Xã Phượng Tiến,area,commune,19,,,2025-07-01,,
";
    let book = UnitBook::from_csv("units.csv", list.as_bytes());
    assert_eq!(book.findings, []);
    book.value
}

#[test]
fn numbers_keep_their_place() {
    let book = homonyms();
    let check = |name: &str, sender: Option<&str>, expect: &str| {
        let sender = sender.map(UnitCode::new);
        let context = Context { sender: sender.as_ref(), ..Context::default() };
        assert_eq!(shown(&book.resolve(name, &context)), expect, "{name}");
    };
    check("Phường 1, Quận 11", None, "27208");
    check("Phường 11, Quận 1", None, "26735");
    check("P1 Q11", None, "27208");
    check("P.11, Q.1, TP.HCM", None, "26735");
    check("Phường 01 quận 11", None, "27208");
    check("Phường I, Quận XI", None, "27208");
    check("Phường 1", None, "? 26734 27208");
    check("Phường 1", Some("772"), "27208");
    check("Phường 1", Some("27209"), "27208");
    check("UBND Phường 11", Some("26734"), "26735");
    check("Phường 111", Some("772"), "-");
    check("Hội Nông dân", None, "? hnd-1 hnd-11");
    check("Hội Nông dân", Some("772"), "hnd-11");
    check("Hội Nông dân Quận 1", None, "hnd-1");
    check("Hội ND Q.11", None, "hnd-11");
}

#[test]
fn an_ended_unit_gives_way_to_its_successor() {
    let book = homonyms();
    let check = |name: &str, date: Option<&str>, expect: &str| {
        let date = date.and_then(|date| date.parse().ok());
        let context = Context { date, ..Context::default() };
        assert_eq!(shown(&book.resolve(name, &context)), expect, "{name} {date:?}");
    };
    check("Xã ĐiỀm MẶc", None, "05590");
    check("Xã Điềm Mặc", Some("2024-05-01"), "05590");
    check("UBND xã Điềm Mặc, huyện Định Hoá", Some("2025-06-30"), "05590");
    check("UBND xã Điềm Mặc", Some("2025-07-01"), "05602");
    check("Xã Mặc Điềm", Some("2025-07-01"), "? 05602 05603");
    check("Huyện Định Hóa", Some("2025-09-01"), "167");
}

#[test]
fn within_narrows_homonyms() {
    let book = homonyms();
    let within = UnitCode::new("760");
    let context = Context { within: Some(&within), ..Context::default() };
    assert_eq!(shown(&book.resolve("Phường 11", &context)), "26735");
    assert_eq!(shown(&book.resolve("Xã Phú Đình", &context)), "05602");
}

#[test]
fn nearness_proposes() {
    let book = sample();
    let check = |name: &str, expect: &str| {
        let Resolved::None(near) = book.resolve(name, &Context::default()) else {
            unreachable!("{name} is not answered")
        };
        let first = near.first().map(|one| one.code.as_str());
        assert_eq!(first, Some(expect), "{name}: {near:?}");
        assert!(near.iter().all(|one| one.evidence == Evidence::Near && one.score < 1.0));
        assert!(near.len() <= 5);
    };
    check("Phường Vinh Trại", "05977");
    check("Phòng Nội vu", "phong-noi-vu");
    check("Phường Đông Kin", "05980");
    check("Trường Tiểu học Vỉnh Trại", "truong-th-vinh-trai");
    check("Hội Nông dan thành phố", "hoi-nong-dan");
    check("Công an phường Vĩnh Trại", "05977");
}

#[test]
fn people_teach_the_book() {
    let mut book = sample();
    let context = Context::default();
    assert_eq!(shown(&book.resolve("Cụm 7", &context)), "-");
    book.learn("CỤM 7", &UnitCode::new("05977"));
    let Resolved::One(one) = book.resolve("Cụm 7", &context) else { unreachable!("learnt") };
    assert_eq!((one.code.as_str(), one.evidence), ("05977", Evidence::Learnt));
    book.learn("Cụm 8", &UnitCode::new("no-such-unit"));
    assert_eq!(shown(&book.resolve("Cụm 8", &context)), "-");
    book.learn("Lạng Sơn", &UnitCode::new("178"));
    assert_eq!(shown(&book.resolve("Lạng Sơn", &context)), "178");
    book.learn("Phường Tam Thanh", &UnitCode::new("178"));
    assert_eq!(shown(&book.resolve("Phường Tam Thanh", &context)), "05974", "an exact name stands");
}

#[test]
fn senders_are_known_by_address() {
    let book = sample();
    let check = |address: &str, expect: Option<&str>| {
        assert_eq!(book.by_email(address).map(|unit| unit.code.as_str()), expect, "{address}");
    };
    check("noivu.tp@langson.example", Some("phong-noi-vu"));
    check("TDKT.TP@LangSon.example", Some("phong-noi-vu"));
    check("\"Phường Vĩnh Trại\" <vinhtrai.tp@langson.example>", Some("05977"));
    check("ketoan@songkycung.example", Some("cong-ty-ky-cung"));
    check("ai.do@langson.example", None);
    check("langson.example", None);
    check("", None);
}

#[test]
fn the_book_knows_who_stands_above_whom() {
    let book = sample();
    let code = UnitCode::new;
    assert!(book.is_within(&code("05977"), &code("178")));
    assert!(book.is_within(&code("05977"), &code("05977")));
    assert!(book.is_within(&code("truong-th-chi-lang"), &code("phong-giao-duc-va-dao-tao")));
    assert!(!book.is_within(&code("178"), &code("05977")));
    assert!(!book.is_within(&code("nobody"), &code("178")));
    let at = |unit: &str, level| book.at_level(&code(unit), level).map(|unit| unit.code.to_string());
    assert_eq!(at("05977", Level::District).as_deref(), Some("178"));
    assert_eq!(at("05977", Level::Commune).as_deref(), Some("05977"));
    assert_eq!(at("05977", Level::Province).as_deref(), Some("20"));
    assert_eq!(at("178", Level::Commune), None);
    assert!(book.protocol_order(&code("178")) < book.protocol_order(&code("05971")));
    assert_eq!(book.protocol_order(&code("nobody")), usize::MAX);
}

#[test]
fn an_office_lays_its_list_over_a_wider_one() {
    let own = "code,name,kind,level,parent,aliases
xom-1,Xóm Bản Quyên,hamlet,hamlet,05590,
05590,Xã Điềm Mặc,area,commune,167,UBND Điềm Mặc (Định Hóa)
";
    let book = UnitBook::from_csv_over("units.csv", own.as_bytes(), homonyms());
    assert_eq!(book.findings, []);
    let book = book.value;
    assert_eq!(book.protocol_order(&UnitCode::new("xom-1")), 0);
    let shown = |name: &str| shown(&book.resolve(name, &Context::default()));
    assert_eq!(shown("Xóm Bản Quyên, xã Điềm Mặc"), "xom-1");
    assert_eq!(shown("UBND Điềm Mặc (Định Hoá)"), "05590");
    assert_eq!(shown("Phường 1, Quận 11"), "27208");
}

#[test]
fn an_office_says_what_stands_before_its_units() {
    let csv = "list,word\nposition,Tổng phụ trách Đội\nposition,quản trang\npart,liên chi\n";
    let words = UnitWords::with("unit-words.csv", csv.as_bytes()).value;
    let list = UnitList::from_csv("units.csv", include_bytes!("../../samples/lang-son-2024/units.csv"));
    let book = |words| {
        UnitBook::from_lists_over(std::slice::from_ref(&list), UnitBook::nation().speaking(words)).value
    };
    let (plain, own) = (book(UnitWords::default()), book(words));
    let cases = [
        ("Tổng phụ trách Đội Trường THCS Tam Thanh", "-", "truong-thcs-tam-thanh"),
        ("Quản trang phường Tam Thanh", "-", "05974"),
        ("Liên chi phụ nữ khối 2, Phường Tam Thanh", "-", "05974"),
        ("Chi hội phụ nữ khối 2, Phường Tam Thanh", "05974", "05974"),
    ];
    for (name, without, with) in cases {
        let answer = |book: &UnitBook| shown(&book.resolve(name, &Context::default()));
        assert_eq!((answer(&plain).as_str(), answer(&own).as_str()), (without, with), "{name}");
    }
}
