//! Folding: how two labels are compared without editing either.
//!
//! Turns a text into a comparison key: width, blanks, line breaks, quotation marks and dash variants do not count,
//! traditional characters count as simplified ones, compatibility forms that PDF extraction leaves behind (Kangxi radicals) count as the characters they stand for. The
//! text itself is never changed; a key is only ever compared.
//!
//! ```text
//! 　　（一）主动公开　政府信息数  and  (一)主动公开政府信息数  fold to the same key
//! ```

use crate::amount::is_blank;

/// The unified ideographs of the Kangxi radicals U+2F00 to U+2FD5, in order.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀\
    寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋\
    比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸\
    缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛\
    辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
    黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the CJK supplement that extraction puts in place of simplified characters.
const SUPPLEMENT: [(char, char); 24] = [
    ('⺟', '母'),
    ('⺠', '民'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// Tables that folding looks characters up in; built once.
#[derive(Debug)]
pub struct Folder {
    kangxi: Vec<char>,
    /// The simplified form of every unified ideograph.
    simplified: Vec<char>,
}

impl Default for Folder {
    fn default() -> Self {
        Self { kangxi: KANGXI.chars().collect(), simplified: ('\u{4e00}'..='\u{9fff}').map(gouji_documents::simplified).collect() }
    }
}

impl Folder {
    /// The comparison form of one character; `None` for characters that do not count.
    #[must_use]
    pub fn fold_char(&self, c: char) -> Option<char> {
        if ('\u{4e00}'..='\u{9fff}').contains(&c) {
            return Some(self.simplified[c as usize - 0x4e00]);
        }
        if c.is_ascii_alphanumeric() {
            return Some(c);
        }
        if is_blank(c) || is_quotation_mark(c) {
            return None;
        }
        Some(match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{2f00}'..='\u{2fd5}' => self.kangxi.get(c as usize - 0x2f00).copied().unwrap_or(c),
            '\u{2e80}'..='\u{2eff}' => SUPPLEMENT.iter().find(|pair| pair.0 == c).map_or(c, |pair| pair.1),
            '—' | '–' | '―' | '−' | '﹣' | '─' | '‐' | '‑' => '-',
            '﹙' | '❨' | '⟮' => '(',
            '﹚' | '❩' | '⟯' => ')',
            '﹑' => '、',
            '｡' => '。',
            '﹕' | '∶' | '︰' => ':',
            '﹔' => ';',
            '﹐' => ',',
            _ => c,
        })
    }

    /// Appends the comparison key of `text` to `key`.
    pub fn fold_into(&self, text: &str, key: &mut String) {
        key.extend(text.chars().filter_map(|c| self.fold_char(c)));
    }

    /// The comparison key of `text`.
    #[must_use]
    pub fn fold(&self, text: &str) -> String {
        let mut key = String::with_capacity(text.len());
        self.fold_into(text, &mut key);
        key
    }
}

/// Quotation marks of any width; forms print 三安全一稳定 with and without them.
#[must_use]
pub const fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '＂' | '＇' | '「' | '」' | '『' | '』' | '〝' | '〞' | '`' | '´')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_blanks_quotes_and_radicals_do_not_count() {
        let folder = Folder::default();
        assert_eq!(folder.fold("　（一）主动公开\n政府信息数"), folder.fold("(一)主动公开政府信息数"));
        assert_eq!(folder.fold("危及“三安全一稳定”"), folder.fold("危及三安全一稳定"));
        assert_eq!(folder.fold("⼀⼆⾏⽂⾦"), "一二行文金");
        assert_eq!(folder.fold("——"), "--");
    }

    #[test]
    fn different_labels_keep_different_keys() {
        let folder = Folder::default();
        assert_ne!(folder.fold("其他方式"), folder.fold("其它方式"));
        assert_ne!(folder.fold("1.互联网"), folder.fold("2.互联网"));
    }
}
